import test from "ava";
import { askedOf, requireSameAccount, wordsOf } from "../../bin/asked.ts";
import { Exit } from "../../bin/exit.ts";
import { type AccountBinding, accountBinding } from "../../src/store/words/account.ts";

const paper: AccountBinding = {
  mode: "paper",
  venue: "paper",
  market: { kind: "sim", seed: "a", epoch: 1_767_225_600_000, historyBars: 500 },
  symbols: ["BTC/USD"],
  timeframe: "5m",
  currency: "USD",
};
const live: AccountBinding = { ...paper, mode: "live", venue: "coinbase", market: { kind: "coinbase" } };
const refuses = (existing: AccountBinding, flags: Parameters<typeof askedOf>[0]): number | null => {
  try {
    requireSameAccount("home", existing, askedOf(flags, existing));
    return null;
  } catch (error) {
    return error instanceof Exit ? error.code : -1;
  }
};

test("without flags an account is attached to as it is", (t) => {
  t.is(refuses(paper, {}), null);
  t.is(refuses(paper, { speed: "60" }), null);
});

test("a paper cockpit never attaches to a live account: live has to be said", (t) => {
  t.is(refuses(live, {}), 5);
  t.is(refuses(live, { mode: "paper" }), 5);
  t.is(refuses(live, { mode: "live" }), null);
  t.is(refuses(paper, { mode: "live" }), 5);
});

test("a live account is on Coinbase, whether that is said or not, and never on made up or recorded prices", (t) => {
  t.is(askedOf({ mode: "live" }, null)?.market.kind, "coinbase");
  t.is(askedOf({ mode: "live", market: ["auto"] }, null)?.market.kind, "coinbase");
  t.throws(() => askedOf({ mode: "live", market: ["sim"] }, null), { message: /made up prices cannot be traded/ });
});

test("another market, seed, symbol or timeframe than the account's is refused", (t) => {
  t.is(refuses(paper, { market: ["coinbase"] }), 5);
  t.is(refuses(paper, { seed: "b" }), 5);
  t.is(refuses(paper, { symbols: "ETH/USD" }), 5);
  t.is(refuses(paper, { timeframe: "1h" }), 5);
  t.is(refuses(paper, { market: ["sim"], seed: "a", symbols: "BTC/USD", timeframe: "5m" }), null);
});

const kraken: AccountBinding = { ...live, venue: "ccxt", market: { kind: "ccxt", exchange: "kraken" } };

test("another exchange is chosen by its id, on paper and live, and the account says which it is", (t) => {
  t.deepEqual(askedOf({ mode: "live", market: ["kraken"] }, null), kraken);
  t.like(askedOf({ market: ["kraken"] }, null), { mode: "paper", venue: "paper", market: kraken.market });
  t.is(wordsOf(kraken), "live on kraken (EXPERIMENTAL), BTC/USD 5m");
  t.deepEqual(accountBinding.parse(JSON.parse(JSON.stringify(kraken))), kraken);
});

test("an account of one exchange is attached to as it is, and never to another", (t) => {
  t.is(refuses(kraken, { mode: "live" }), null);
  t.is(refuses(kraken, { mode: "live", market: ["coinbase"] }), 5);
  t.is(refuses(kraken, { mode: "live", market: ["bitstamp"] }), 5);
  t.is(refuses(live, { mode: "live", market: ["kraken"] }), 5);
});

test("what is no exchange's id is no market", (t) => {
  for (const market of ["krakn", "base", "../base/Exchange", "Kraken", "replay"]) {
    t.throws(() => askedOf({ market: [market] }, null), { message: /is not known/ }, market);
  }
});
