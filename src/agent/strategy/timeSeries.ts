import { DAY_MS, HOUR_MS, MINUTE_MS, type Timestamp } from "../../store/time.ts";

const THIRD_MS = 8 * HOUR_MS;

/** The series that a candle's open time alone gives, UTC; what they are stands in store/rules/expression.ts. */
export const TIME_SERIES: ReadonlyMap<string, (ts: Timestamp) => number> = new Map([
  ["hour", (ts: Timestamp) => Math.floor((ts % DAY_MS) / HOUR_MS)],
  ["minute", (ts: Timestamp) => Math.floor((ts % HOUR_MS) / MINUTE_MS)],
  // 1970 began with a Thursday.
  ["weekday", (ts: Timestamp) => ((Math.floor(ts / DAY_MS) + 3) % 7) + 1],
  ["session", (ts: Timestamp) => Math.floor((ts % DAY_MS) / THIRD_MS) + 1],
]);
