import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { DERIBIT_KEY, DeribitServer, position } from "../gate/venue/derivatives/deribitServer.ts";
import { krakenDialect } from "../exchange/kraken/dialect.ts";
import { ExchangeServer } from "../exchange/server.ts";
import { hasTmux, terminal } from "../terminal/tmux.ts";
import { KRAKEN_KEY } from "./venueHome.ts";
import { LiveAccount } from "./liveAccount.ts";
import { answers, left, PASSPHRASE } from "./liveHome.ts";
import { homeFor, trade, until } from "./trade.ts";

const run = hasTmux() ? test : test.skip; // house-ok: a machine without tmux says so in keys.test.ts

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

run(
  "its key, and the one that looks at Deribit, are stored as Coinbase's is, and opened by the one passphrase",
  async (t) => {
    const home = homeFor(t);
    const [exchange, deribit] = [
      new ExchangeServer({ now: Date.now, dialect: krakenDialect(KRAKEN_KEY) }),
      new DeribitServer(),
    ];
    exchange.list({ id: "BTC-USD", price: "100" });
    exchange.engine.account.deposit("USD", "5000");
    t.teardown(() => Promise.all([exchange.close(), deribit.close()]));
    const runtime = join(home, "runtime");
    mkdirSync(runtime, { mode: 0o700 });
    const env = {
      TRADE_VENUE_URL: await exchange.listen(),
      TRADE_DERIBIT_URL: await deribit.listen(),
      XDG_RUNTIME_DIR: runtime,
    };
    const types = (...argv: readonly string[]) => terminal(t, { home, columns: 120, rows: 30, env }, ...argv);
    const file = (name: string, key: object): string => {
      writeFileSync(join(home, name), JSON.stringify(key), { mode: 0o600 });
      return join(home, name);
    };
    const kraken = file("kraken.json", { venue: "kraken", ...KRAKEN_KEY });
    const watching = file("deribit.json", { venue: "deribit", ...DERIBIT_KEY });
    const wrong = file("wrong.json", { venue: "kraken", ...KRAKEN_KEY, secret: "bm90IGl0" });

    t.regex(await left(types("keys", "watch", "deribit", "--file", watching)), /only a live account counts[^]*LEFT 3/);
    t.regex(await left(types("keys", "add", "--file", wrong)), /kraken does not take this key[^]*LEFT 1/);
    const adding = types("keys", "add", "--file", kraken);
    await answers(adding, /EXPERIMENTAL: nobody here can tell[^]*a new passphrase/, PASSPHRASE);
    await answers(adding, /the same again/, PASSPHRASE);
    t.regex(await left(adding), /LEFT 0/);
    const asking = types("keys", "watch", "deribit", "--file", watching);
    await answers(asking, /deribit knows it, and holds 0 positions[^]*operator's passphrase/, PASSPHRASE);
    t.regex(await left(asking), /LEFT 0/);
    const listed = JSON.parse((await trade(home, "keys", "list", "--json")).stdout);
    t.like(listed, [
      { venue: "kraken", trouble: null },
      { venue: "deribit", counts: true },
    ]);

    const mistaken = types("gate", "start", "--mode", "live", "--symbols", "BTC/USD");
    await answers(mistaken, /the key's passphrase/, PASSPHRASE);
    t.regex(await left(mistaken), /this account trades on coinbase, and its key is one of kraken[^]*LEFT 5/);
    const looking = types("doctor", "--live");
    await answers(looking, /the key's passphrase/, PASSPHRASE);
    t.regex(await left(looking), /EXPERIMENTAL[^]*it takes the key[^]*stops rest at the EXCHANGE/);
    const placing = types("doctor", "--live", "--one-order");
    await answers(placing, /the key's passphrase/, PASSPHRASE);
    t.regex(
      (await left(placing)).replaceAll("\n", " "),
      /--one-order is Coinbase's alone, and the key here is one of kraken: nothing was placed.*LEFT 2/,
    );
    const starting = types("gate", "start", "--mode", "live", "--market", "kraken", "--symbols", "BTC/USD");
    await answers(starting, /the key's passphrase/, PASSPHRASE);
    t.regex(await left(starting), /started: live on kraken \(EXPERIMENTAL\)[^]*LEFT 0/);
    await until("Deribit was seen", async () => (await trade(home, "risk")).stdout.includes("deribit: seen"));
  },
);
