import test, { type ExecutionContext } from "ava";
import { CoinbaseFeed } from "../../../src/agent/market/coinbase.ts";
import { coinbaseCandles } from "../../../src/agent/market/coinbaseCandles.ts";
import type { ClosedTick } from "../../../src/agent/market/feed.ts";
import { ManualTimers } from "../manualTimers.ts";
import { exchange, MINUTE, T0 } from "./exchange.ts";

async function feedOn(t: ExecutionContext, symbols: readonly string[], historyBars: number) {
  const { world, url } = await exchange(t);
  const timers = new ManualTimers();
  const ticks: ClosedTick[] = [];
  const health: (string | null)[] = [];
  const feed = new CoinbaseFeed({
    symbols,
    timeframe: "1m",
    fetchCandles: await coinbaseCandles("1m", url),
    now: () => world.now,
    setTimer: timers.setTimer,
    historyBars,
    onTick: (tick) => ticks.push(tick),
    onStale: (reason) => health.push(reason),
    onFresh: () => health.push(null),
  });
  t.teardown(() => feed.stop());
  const idle = async () => {
    while (timers.waits.length === 0) await new Promise<void>((wake) => setImmediate(wake));
  };
  /** Lets a minute's part pass and one more round of questions with it. */
  const pass = async (ms: number) => {
    world.now += ms;
    timers.advance(5_000);
    await idle();
  };
  const start = async () => {
    feed.start();
    await idle();
  };
  return { world, ticks, health, start, pass };
}
const minutes = (ticks: readonly ClosedTick[]) => ticks.map(({ candleTs }) => (candleTs - T0) / MINUTE);

test("closed candles come once, in order, history first and not to be acted on", async (t) => {
  const { world, ticks, start, pass } = await feedOn(t, ["BTC/USD"], 400);
  world.now = T0 + 500 * MINUTE;
  await start();
  await pass(0);
  const seen = minutes(ticks);
  t.deepEqual(
    seen,
    seen.toSorted((a, b) => a - b),
  );
  t.is(new Set(seen).size, seen.length);
  t.is(seen.length, 900);
  t.is(seen.at(-1), 499);
  t.deepEqual(minutes(ticks.filter(({ live }) => live)), [499]);
  t.deepEqual(ticks[10]!.candles.get("BTC/USD")?.volume, 1.5);
});

test("a candle is closed when its time is over and a newer one is there, or the grace is over", async (t) => {
  const { world, ticks, start, pass } = await feedOn(t, ["BTC/USD"], 0);
  world.now = T0 + 30_000;
  await start();
  t.deepEqual(ticks, []);
  await pass(29_999);
  t.deepEqual(ticks, []);
  await pass(1);
  t.deepEqual(minutes(ticks), [0]);
  t.true(ticks[0]!.live);
  t.is(ticks[0]!.at, T0 + MINUTE);
  world.missing.set("BTC-USD 2", 100);
  await pass(MINUTE + 4_999);
  t.deepEqual(minutes(ticks), [0]);
  await pass(1);
  t.deepEqual(minutes(ticks), [0, 1]);
});

test("a hole is asked for again before it is believed", async (t) => {
  const { world, ticks, start } = await feedOn(t, ["BTC/USD"], 10);
  world.missing.set("BTC-USD -5", 1);
  world.missing.set("BTC-USD -3", 100);
  await start();
  t.deepEqual(minutes(ticks), [-10, -9, -8, -7, -6, -5, -4, -2, -1]);
});

test("a symbol that did not trade is waited for, and then the tick goes without it", async (t) => {
  const { world, ticks, start, pass } = await feedOn(t, ["BTC/USD", "ETH/USD"], 0);
  for (const minute of [0, 1]) world.missing.set(`ETH-USD ${minute}`, 100);
  await start();
  await pass(MINUTE);
  t.deepEqual(ticks, []);
  await pass(5_000);
  t.deepEqual([...(ticks[0]?.candles.keys() ?? [])], ["BTC/USD"]);
});

test("silence makes the data stale, a fresh candle makes it good again, and what was missed is history", async (t) => {
  const { world, ticks, health, start, pass } = await feedOn(t, ["BTC/USD"], 0);
  await start();
  world.isDown = true;
  await pass(MINUTE);
  t.deepEqual(health, []);
  await pass(2 * MINUTE);
  t.is(health.length, 1);
  t.regex(health[0] ?? "", /503/);
  world.isDown = false;
  await pass(0);
  t.deepEqual(minutes(ticks), [0, 1, 2]);
  t.deepEqual(
    ticks.map(({ live }) => live),
    [false, false, true],
  );
  t.deepEqual(health.slice(1), [null]);
});

test("only candles are asked of the exchange, and no key is needed", async (t) => {
  const { world, start } = await feedOn(t, ["BTC/USD"], 5);
  await start();
  t.deepEqual([...new Set(world.asked)], ["/api/v3/brokerage/market/products/BTC-USD/candles"]);
});

test("a timeframe that the exchange does not have is refused by name", async (t) => {
  await t.throwsAsync(coinbaseCandles("4h"), { instanceOf: RangeError, message: /4h.*use 1h, 2h or 6h/ });
});
