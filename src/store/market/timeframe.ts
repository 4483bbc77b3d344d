import { type Timeframe, TIMEFRAMES, timeframeMs } from "../time.ts";

/** The most common distance between neighbors in ms, the shorter of equals; null with fewer than two candles. */
export function inferTimeframeMs(ts: ArrayLike<number>): number | null {
  const counts = new Map<number, number>();
  for (let i = 1; i < ts.length; i += 1) {
    const gap = (ts[i] ?? 0) - (ts[i - 1] ?? 0);
    counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  let best: number | null = null;
  for (const [gap, count] of counts) {
    const top = best === null ? 0 : (counts.get(best) ?? 0);
    if (best === null || count > top || (count === top && gap < best)) best = gap;
  }
  return best;
}

/** 300_000 is "5m"; null where the length has no name. */
export const timeframeOf = (lengthMs: number): Timeframe | null =>
  TIMEFRAMES.find((name) => timeframeMs(name) === lengthMs) ?? null;
