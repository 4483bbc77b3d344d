import type { DataCut } from "../../src/loops/evolution/evaluation.ts";
import { inputError } from "../../src/store/input.ts";
import { DAY_MS, HOUR_MS } from "../../src/store/time.ts";
import type { Loaded } from "../backtest/load.ts";

/** Fewer periods than this say nothing about anything. */
const LEAST_PERIODS = 60;
const PERIODS = [DAY_MS, 12 * HOUR_MS, 6 * HOUR_MS, 4 * HOUR_MS, HOUR_MS] as const;

/** The time that all markets have candles of, in days where there are enough of them, else in parts of days. */
export function cutOf(markets: Loaded["markets"]): DataCut {
  const from = Math.max(...markets.map(({ columns }) => columns.ts[0] ?? Number.POSITIVE_INFINITY));
  const to = Math.min(
    ...markets.map(({ columns, candleMs }) => (columns.ts.at(-1) ?? Number.NEGATIVE_INFINITY) + candleMs),
  );
  const periodMs = PERIODS.find((each) => (to - from) / each >= LEAST_PERIODS);
  if (periodMs !== undefined) return { from, to, periodMs };
  throw inputError("--candles", `they have fewer than ${LEAST_PERIODS} hours in common`, "give longer ones");
}
