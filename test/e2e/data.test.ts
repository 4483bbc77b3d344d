import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import test from "ava";
import { ExchangeServer } from "../exchange/server.ts";
import { FIXTURE, homeFor, trade } from "./trade.ts";

const MINUTE = 60_000;

test("candles are fetched, the fetch goes on where it was left, and a backtest reads them", async (t) => {
  const home = homeFor(t);
  const exchange = new ExchangeServer({ now: Date.now });
  exchange.list({ id: "BTC-USD", price: "100" });
  const first = Date.UTC(2025, 0, 1);
  const add = (from: number, to: number): void => {
    for (let n = from; n < to; n += 1) {
      const price = 100 + Math.sin(n / 20);
      const candle = { ts: first + n * MINUTE, open: price, high: price + 1, low: price - 1, close: price, volume: 1 };
      exchange.world.candles.get("BTC-USD")?.add(candle);
    }
  };
  add(0, 700);
  const url = await exchange.listen();
  t.teardown(() => exchange.close());
  const fetched = (to: string) =>
    trade(home, "data", "fetch", "BTC/USD", "1m", "--from", "2025-01-01", "--to", to, { TRADE_COINBASE_URL: url });
  const one = await fetched("2025-01-01T05:00:00Z");
  t.is(one.code, 0, one.stderr);
  t.regex(one.stdout, /BTC\/USD 1m {2}300 candles {2}2025-01-01 00:00:00 to 2025-01-01 04:59:00 {2}0 missing/);
  const asked = exchange.asked.length;
  t.regex((await fetched("2025-01-01T10:00:00Z")).stdout, / 600 candles .* 0 missing/);
  t.is(exchange.asked.length - asked, 1, "only what was missing");
  t.regex((await fetched("2025-01-01T10:00:00Z")).stdout, /nothing newer is missing/);
  t.regex((await trade(home, "data", "list")).stdout, /BTC\/USD 1m {2}600 candles/);
  const folder = join(home, "agent", "archive", "BTC-USD-1m");
  const backtest = await trade(
    home,
    "backtest",
    "--candles",
    `BTC/USD=${folder}`,
    "--rules",
    resolve("rules/starter.yaml"),
    "--json",
  );
  t.is(backtest.code, 0, backtest.stderr);
  t.is((JSON.parse(backtest.stdout) as { bars: number }).bars, 600);
  const later = join(home, "later.csv");
  const rows = [0, 1].map((n) => `${first + (3 * 1_440 + n) * MINUTE},100,101,99,100,1`);
  writeFileSync(later, ["ts_ms,open,high,low,close,volume", ...rows, ""].join("\n"));
  await trade(home, "data", "import", later, "--symbols", "BTC/USD");
  t.regex(
    (await fetched("2025-01-03T00:00:00Z")).stdout,
    /nothing newer is missing: .*, the longest gap 2025-01-01 10:00:00 to 2025-01-04 00:00:00 .*\n.*remove \S+BTC-USD-1m and fetch again to fill it/,
    "a gap within is told, and how it is filled",
  );
});

test("a file is taken over once; what cannot be is said in one line", async (t) => {
  const home = homeFor(t);
  const taken = await trade(home, "data", "import", FIXTURE, "--symbols", "BTC/USD");
  t.regex(taken.stdout, /2000 candles taken over, 0 were there: BTC\/USD 5m/);
  t.regex(
    (await trade(home, "data", "import", FIXTURE, "--symbols", "BTC/USD")).stdout,
    /0 candles taken over, 2000 were there/,
  );
  const other = await trade(home, "data", "import", FIXTURE, "--symbols", "BTC/USD", "--market", "kraken");
  t.regex(other.stdout, /2000 candles taken over, 0 were there: BTC\/USD 5m of kraken .*archive\/kraken\/BTC-USD-5m$/m);
  const listed = (await trade(home, "data", "list", "--json")).stdout;
  t.deepEqual(
    (JSON.parse(listed) as { venue: string }[]).map(({ venue }) => venue),
    ["coinbase", "kraken"],
  );
  for (const [words, why] of [
    [["fetch", "BTC/USD", "5m", "--market", "kraken"], /only Coinbase's candles can be fetched, not kraken's/],
    [["import", FIXTURE, "--symbols", "BTC/USD", "--market", "sim"], /--market: "sim" is no exchange/],
    [["fetch", "BTC"], /which candles\?/],
    [["fetch", "BTC/USD", "4h"], /Coinbase has no 4h candles/],
    [["fetch", "BTC/USD", "5m", "--from", "yesterday"], /--from: this is no day/],
    [["import", "nowhere.csv", "--symbols", "BTC/USD"], /nowhere\.csv/],
    [["import", FIXTURE], /of which symbol\?/],
    [["burn"], /"burn" is not known; use fetch, list, import/],
  ] as const) {
    const refused = await trade(home, "data", ...words);
    t.is(refused.code, 2, words.join(" "));
    t.regex(refused.stderr, why);
    t.is(refused.stderr.trim().split("\n").length, 1);
  }
});

test("a venue that stops answering in the middle: what came is kept, and the line says to go on", async (t) => {
  const home = homeFor(t);
  const { code, stderr } = await trade(
    home,
    "data",
    "fetch",
    "BTC/USD",
    "1d",
    "--from",
    "2025-01-01",
    "--to",
    "2025-01-02",
    {
      TRADE_COINBASE_URL: "http://127.0.0.1:9",
    },
  );
  t.is(code, 1);
  t.regex(stderr, /Coinbase stopped answering .*the same command goes on from there/);
});
