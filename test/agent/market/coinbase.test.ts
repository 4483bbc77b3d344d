import test, { type ExecutionContext } from "ava";
import { BookWatch } from "../../../src/agent/market/bookWatch.ts";
import { CoinbaseFeed } from "../../../src/agent/market/coinbase.ts";
import { coinbaseCandles } from "../../../src/agent/market/coinbaseCandles.ts";
import { publicCoinbase } from "../../../src/agent/market/coinbasePublic.ts";
import type { ClosedTick } from "../../../src/agent/market/feed.ts";
import { coinbaseTop } from "../../../src/agent/market/topOfBook.ts";
import { ManualTimers } from "../manualTimers.ts";
import { exchange, MINUTE, T0 } from "./exchange.ts";

async function feedOn(t: ExecutionContext, symbols: readonly string[], historyBars: number) {
  const { world, url } = await exchange(t);
  const timers = new ManualTimers();
  const coinbase = await publicCoinbase(url);
  const ticks: ClosedTick[] = [];
  const health: (string | null)[] = [];
  const feed = new CoinbaseFeed({
    symbols,
    timeframe: "1m",
    fetchCandles: coinbaseCandles("1m", coinbase),
    watch: new BookWatch({ symbols, fetchTop: coinbaseTop(coinbase), now: () => world.now }),
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
  return { world, ticks, health, feed, start, pass, timers };
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
  await pass(20_000);
  t.deepEqual(health, []);
  await pass(3 * MINUTE - 20_000);
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

test("candles that stop while the book lives make the data stale too", async (t) => {
  const { world, health, start, pass } = await feedOn(t, ["BTC/USD"], 0);
  await start();
  for (const minute of [1, 2, 3]) world.missing.set(`BTC-USD ${minute}`, 1_000);
  await pass(3 * MINUTE - 1);
  t.deepEqual(health, []);
  await pass(1);
  t.regex(health[0] ?? "", /no candle has closed for 120 s/);
});

interface Liar {
  readonly what: string;
  readonly lie: (world: Awaited<ReturnType<typeof feedOn>>["world"]) => void;
  readonly says: RegExp;
}
const LIARS: readonly Liar[] = [
  { what: "is crossed", lie: ({ book }) => void (book.bid = 200), says: /crossed/ },
  { what: "does not come", lie: ({ book }) => void (book.isDown = true), says: /no book for/ },
  { what: "stands still", lie: (world) => void (world.book.stamp = world.now), says: /frozen/ },
  {
    what: "is of another market than the candles",
    lie: ({ book }) => Object.assign(book, { bid: 119, ask: 120 }),
    says: /newest candle says .* bps apart/,
  },
];
for (const { what, lie, says } of LIARS) {
  test(`a book that ${what} makes the data stale before the candle that it might mislead, until it is honest at a fresh one`, async (t) => {
    const { world, ticks, health, start, pass } = await feedOn(t, ["BTC/USD"], 0);
    await start();
    const honest = { ...world.book };
    lie(world);
    for (let n = 0; n < 6; n += 1) await pass(20_000);
    t.is(health.length, 1);
    t.regex(health[0] ?? "", says);
    Object.assign(world.book, honest);
    await pass(1_000);
    t.is(health.length, 1, "not by a mere answer");
    const before = ticks.length;
    await pass(MINUTE);
    t.true(ticks.length > before);
    t.deepEqual(health.slice(1), [null]);
  });
}

test("a mark of the gate's that is another price makes the data stale, and one that is old is no word", async (t) => {
  const { world, feed, health, start, pass } = await feedOn(t, ["BTC/USD"], 0);
  await start();
  feed.heard("BTC/USD", { price: 150, at: world.now - MINUTE - 1 });
  await pass(1_000);
  t.deepEqual(health, []);
  feed.heard("BTC/USD", { price: 150, at: world.now });
  await pass(1_000);
  t.regex(health[0] ?? "", /the gate's mark says 150, the book 100.49 to 100.51/);
});

test("a candle that was read before its time was over is not told as closed, however long the books take to come", async (t) => {
  const { world, ticks, start, pass, timers } = await feedOn(t, ["BTC/USD"], 0);
  await start();
  world.now = T0 + 50_000;
  // The books come after the minute is over, and the grace with it.
  world.onBook = () => void (world.now = T0 + MINUTE + 6_000);
  timers.advance(5_000);
  await new Promise<void>((wake) => setTimeout(wake, 20));
  t.deepEqual(minutes(ticks), []);
  world.onBook = () => {};
  await pass(1_000);
  t.deepEqual(minutes(ticks), [0]);
});

test("one symbol of several that is doubted is left out by name; all of them are stale data", async (t) => {
  const { world, ticks, health, start, pass } = await feedOn(t, ["BTC/USD", "ETH/USD"], 0);
  await start();
  world.book.only = "ETH-USD";
  world.book.bid = 200;
  await pass(MINUTE);
  t.deepEqual(health, []);
  t.deepEqual([...(ticks[0]?.doubts?.keys() ?? [])], ["ETH/USD"]);
  world.book.only = null;
  await pass(1_000);
  t.regex(health[0] ?? "", /BTC\/USD: the book is crossed/);
});

test("only candles and books are asked of the exchange, and no key is needed", async (t) => {
  const { world, start } = await feedOn(t, ["BTC/USD"], 5);
  await start();
  t.deepEqual(
    [...new Set(world.asked)],
    ["/api/v3/brokerage/market/products/BTC-USD/candles", "/api/v3/brokerage/market/product_book"],
  );
});

test("a timeframe that the exchange does not have is refused by name", async (t) => {
  const coinbase = await publicCoinbase("http://127.0.0.1:9");
  t.throws(() => coinbaseCandles("4h", coinbase), { instanceOf: RangeError, message: /4h.*use 1h, 2h or 6h/ });
});
