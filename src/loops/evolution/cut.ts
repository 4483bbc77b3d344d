import { DAY_MS, HOUR_MS, utcText } from "../../store/time.ts";
import type { DataCut } from "./evaluation.ts";
import { type Dated, type Stretch, stretchOf } from "./stretch.ts";

/** Fewer periods than this say nothing about anything. */
const LEAST_PERIODS = 60;
const PERIODS = [DAY_MS, 12 * HOUR_MS, 6 * HOUR_MS, 4 * HOUR_MS, HOUR_MS] as const;

/** A cut, or what there is too little of. */
export type CutAnswer = { readonly cut: DataCut } | { readonly lacking: string };

/**
 * The newest time that all markets have candles of without a long gap, in days where there are enough of them, else in
 * parts of days. With fewer than sixty hours of it there is none, and a line that says what is there and what is not.
 */
export function cutOf(markets: readonly Dated[]): CutAnswer {
  const stretch = stretchOf(markets);
  if (stretch === null) return { lacking: lackingAll(markets) };
  const { from, to } = stretch;
  const periodMs = PERIODS.find((each) => (to - from) / each >= LEAST_PERIODS);
  return periodMs === undefined ? { lacking: lackingOf(stretch) } : { cut: { from, to, periodMs } };
}

function lackingOf({ symbol, from, to, gap }: Stretch): string {
  const hours = `${Math.floor((to - from) / HOUR_MS)} of the ${LEAST_PERIODS} hours of candles that it takes`;
  if (gap === null) return `${hours}: those of ${symbol} begin ${utcText(from)}`;
  return `${hours}: ${symbol} has none from ${utcText(gap.from)} to ${utcText(gap.to)}`;
}

function lackingAll(markets: readonly Dated[]): string {
  const empty = markets.find(({ columns }) => columns.length === 0);
  if (empty !== undefined) return `there is no candle of ${empty.symbol}`;
  return `the candles of ${markets.map(({ symbol }) => symbol).join(" and ")} have no time in common`;
}
