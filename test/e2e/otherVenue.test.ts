import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { DERIBIT_KEY, DeribitServer, position } from "../gate/venue/derivatives/deribitServer.ts";
import { LiveAccount } from "./liveAccount.ts";
import { homeFor, trade, until } from "./trade.ts";

test("another exchange is traded end to end, marked EXPERIMENTAL, and what is held at Deribit counts", async (t) => {
  const home = homeFor(t);
  const deribit = new DeribitServer();
  deribit.positions = [position("BTC-PERPETUAL", "future", -100, { mark_price: 100, size_currency: -1 })];
  const env = { TRADE_DERIBIT_URL: await deribit.listen() };
  t.teardown(() => deribit.close());
  const watched = join(home, "gate", "watched");
  mkdirSync(watched, { recursive: true, mode: 0o700 });
  writeFileSync(join(watched, "deribit.age"), "handed over instead", { mode: 0o600 });
  const credentials = { "deribit-key": { venue: "deribit", ...DERIBIT_KEY } };
  const account = await LiveAccount.open(t, home, { market: "kraken", credentials, env });

  const now = await account.status();
  t.deepEqual([now.market, now.binding.venue, now.binding.market.kind], ["kraken", "ccxt", "ccxt"]);
  t.regex((await account.trade("status")).stdout, /LIVE on kraken \(EXPERIMENTAL\)/);
  const seen = await until("Deribit was seen", async () =>
    (await account.status()).risk.venues.find(({ ageMs }) => ageMs !== null),
  );
  t.like(seen, { source: "deribit", isUnknown: false, positions: [{ name: "BTC-PERPETUAL", quantity: "-1" }] });
  t.regex(
    (await account.trade("risk")).stdout,
    /delta +-100\.00[^]*deribit: seen \d+ s ago\n +BTC-PERPETUAL +-1 at 100\.00 USD/,
  );

  t.is((await account.submit(account.intent(1))).decision, "approved");
  const held = await until("it is held, with a stop at the exchange", async () => {
    const { positions } = await account.status();
    return positions[0]?.stopKind === "EXCHANGE" ? positions[0] : null;
  });
  t.is(account.truth.btc, held.quantity);
  t.is((await account.trade("flatten", "--yes")).code, 0);
  t.is(account.truth.btc, "0");
  t.deepEqual(account.truth.open, [], "and no order is left there");
});

test("what cannot be traded is refused before anything is begun, in one line", async (t) => {
  const home = homeFor(t);
  const unknown = await trade(home, "gate", "start", "--mode", "live", "--market", "krakn", "--symbols", "BTC/USD");
  t.is(unknown.code, 2);
  t.regex(unknown.stderr, /--market: "krakn" is not known; .*the id of an exchange of ccxt's/);
  const keyless = await trade(home, "gate", "start", "--mode", "live", "--market", "kraken", "--symbols", "BTC/USD");
  t.is(keyless.code, 5);
  t.regex(keyless.stderr, /live trading needs a key of the exchange/);
});
