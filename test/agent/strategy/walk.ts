import type { Candle, CandleColumns } from "../../../src/store/market/candle.ts";
import { normal, seededRandom } from "../../../src/store/random.ts";
import { MINUTE_MS } from "../../../src/store/time.ts";

/** A random walk of candles for tests: the same seed, the same walk. Five minutes each, from 2026-01-01 UTC. */
export function walk(seed: number, count: number): Candle[] {
  const random = seededRandom(seed, "test walk");
  let close = 100;
  return Array.from({ length: count }, (_, index) => {
    const open = close;
    close = open * Math.exp(0.004 * normal(random));
    const high = Math.max(open, close) * (1 + 0.002 * random());
    const low = Math.min(open, close) * (1 - 0.002 * random());
    return { ts: Date.UTC(2026, 0, 1) + index * 5 * MINUTE_MS, open, high, low, close, volume: 1 + 10 * random() };
  });
}

/** Candles that never move. */
export const flat = (price: number, count: number): Candle[] =>
  walk(1, count).map(({ ts }) => ({ ts, open: price, high: price, low: price, close: price, volume: 3 }));

export const columnsOf = (candles: readonly Candle[]): CandleColumns => ({
  length: candles.length,
  ts: Float64Array.from(candles, (candle) => candle.ts),
  open: Float64Array.from(candles, (candle) => candle.open),
  high: Float64Array.from(candles, (candle) => candle.high),
  low: Float64Array.from(candles, (candle) => candle.low),
  close: Float64Array.from(candles, (candle) => candle.close),
  volume: Float64Array.from(candles, (candle) => candle.volume),
});
