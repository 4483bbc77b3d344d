import test, { type ExecutionContext } from "ava";
import type { Candle } from "../../../src/store/market/candle.ts";
import { gridOf } from "../../../src/store/market/grid.ts";
import { syntheticMarket } from "../../../src/store/market/synthetic/market.ts";
import { autocorrelation, correlation, hillTail, kurtosis } from "./syntheticStatistics.ts";

const EPOCH = 1_760_000_100_000;
const FIVE_MINUTES = 300_000;
const BARS = 50_000;

const market = (seed: number, symbols: readonly string[], increment = "0.01") =>
  syntheticMarket({ seed, symbols, timeframeMs: FIVE_MINUTES, epoch: EPOCH, priceIncrement: () => increment });

const logReturns = (candles: readonly Candle[]) => candles.map(({ open, close }) => Math.log(close / open));

function within(t: ExecutionContext, value: number, [low, high]: readonly [number, number], what: string) {
  t.true(value >= low && value <= high, `${what} ${value} lies outside of ${low} to ${high}`);
}

for (const seed of [1, 2, 3]) {
  test(`seed ${seed}: tails, clustering and correlation are those of a real market, and the next move is open`, (t) => {
    const path = market(seed, ["BTC/USD", "ETH/USD"]);
    const bars = Array.from({ length: BARS }, () => path.next());
    const of = (i: number) =>
      logReturns(bars.flatMap(({ candles }) => candles.slice(i, i + 1).map((bar) => bar.candle)));
    for (const returns of [of(0), of(1)]) {
      within(t, kurtosis(returns), [10, 60], "kurtosis");
      within(t, hillTail(returns), [2.5, 4], "Hill tail");
      within(t, autocorrelation(returns.map(Math.abs), 12), [0.15, 0.35], "|r| autocorrelation");
      within(t, autocorrelation(returns, 1), [-0.06, 0.06], "return autocorrelation");
    }
    within(t, correlation(of(0), of(1)), [0.6, 0.8], "correlation");
    for (const regime of ["trend", "range", "crash"])
      t.true(
        bars.some((bar) => bar.regime === regime),
        regime,
      );
  });
}

test("every candle is whole, on its grid, and follows the one before", (t) => {
  const path = market(7, ["UNITTEST/BTC"], "0.00000001");
  const onGrid = gridOf("0.00000001");
  let [close, bad] = [0, 0];
  for (let i = 0; i < 5_000; i += 1) {
    const { ts, candles } = path.next();
    bad += ts === EPOCH + i * FIVE_MINUTES ? 0 : 1;
    if (candles.length === 0) close = 0;
    for (const { candle, halfSpread } of candles) {
      const { open, high, low, volume } = candle;
      const whole =
        low > 0 && low <= Math.min(open, candle.close) && high >= Math.max(open, candle.close) && volume > 0;
      const gridded = [open, high, low, candle.close].every((price) => price === onGrid(price));
      bad += whole && gridded && halfSpread >= 1e-8 && (close === 0 || open === close) ? 0 : 1;
      close = candle.close;
    }
  }
  t.is(bad, 0);
});

const first = (seed: number, symbols: readonly string[]) => {
  const path = market(seed, symbols);
  return Array.from({ length: 300 }, () => path.next().candles.find(({ symbol }) => symbol === "SOL/USD"));
};

test("the same seed is the same market, another seed another, and a symbol does not depend on its neighbors", (t) => {
  t.deepEqual(first(1, ["SOL/USD"]), first(1, ["SOL/USD"]));
  t.deepEqual(first(1, ["SOL/USD"]), first(1, ["BTC/USD", "SOL/USD"]));
  t.notDeepEqual(first(1, ["SOL/USD"]), first(2, ["SOL/USD"]));
});

test("an outage leaves the clock running without candles, and prices move on behind it", (t) => {
  const path = market(2, ["BTC/USD"]);
  const gaps: number[] = [];
  let gap = 0;
  for (let i = 0; i < BARS; i += 1) {
    const open = path.next().candles.length > 0;
    if (open && gap > 0) gaps.push(gap);
    gap = open ? 0 : gap + 1;
  }
  t.true(gaps.length > 0);
  t.true(
    gaps.every((bars) => bars >= 3 && bars <= 30),
    String(gaps),
  );
});
