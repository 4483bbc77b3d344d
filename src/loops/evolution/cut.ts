import { DAY_MS, HOUR_MS, type Timestamp } from "../../store/time.ts";
import type { DataCut } from "./evaluation.ts";

/** Fewer periods than this say nothing about anything. */
export const LEAST_PERIODS = 60;
const PERIODS = [DAY_MS, 12 * HOUR_MS, 6 * HOUR_MS, 4 * HOUR_MS, HOUR_MS] as const;

/** From the open time of a market's first candle to the closing time of its last. */
export interface Extent {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

/**
 * The time that all markets have candles of, in days where there are enough of them, else in parts of days. Null when they
 * have fewer than sixty hours in common.
 */
export function cutOf(extents: readonly Extent[]): DataCut | null {
  const from = Math.max(...extents.map((each) => each.from));
  const to = Math.min(...extents.map((each) => each.to));
  const periodMs = PERIODS.find((each) => (to - from) / each >= LEAST_PERIODS);
  return periodMs === undefined ? null : { from, to, periodMs };
}
