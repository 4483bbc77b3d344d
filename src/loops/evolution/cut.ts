import { DAY_MS, HOUR_MS, type Timestamp, utcText } from "../../store/time.ts";
import type { DataCut } from "./evaluation.ts";
import { type Dated, longestOutageMs, type Stretch, stretchOf } from "./stretch.ts";

/** Fewer periods than this say nothing about anything. */
const LEAST_PERIODS = 60;
/** Longest first. Of whole candles: in a part of one nothing can be told apart, and sixty of them would be no more than a few. */
const PERIODS = [DAY_MS, 12 * HOUR_MS, 6 * HOUR_MS, 4 * HOUR_MS, HOUR_MS] as const;

/** A cut, and the gap that it begins behind in words; or what there is too little of, and of which symbol. */
export type CutAnswer =
  | { readonly cut: DataCut; readonly behind: string | null }
  | { readonly lacking: string; readonly symbol: string };

/**
 * The newest time that all markets have candles of without a long gap, in days where there are enough of them, else in
 * parts of days that are whole candles. With fewer than sixty of the shortest there is none (sixty hours, of candles of an
 * hour or less; sixty days of daily ones), and a line that says what is there and what is not.
 * @param now where the time goes on: one that ended long before is none. Left out: of recordings, which may.
 */
export function cutOf(markets: readonly Dated[], now?: Timestamp): CutAnswer {
  const stretch = stretchOf(markets);
  if (stretch === null) return nothingIn(markets);
  const { symbol, from, to, gap } = stretch;
  const silent =
    now === undefined ? undefined : markets.find((each) => now - endOf(each) > longestOutageMs(each.candleMs));
  if (silent !== undefined) {
    return { symbol: silent.symbol, lacking: `${silent.symbol} has no candle since ${utcText(endOf(silent))}` };
  }
  const periods = PERIODS.filter((each) => markets.every(({ candleMs }) => each % candleMs === 0));
  const periodMs = periods.find((each) => (to - from) / each >= LEAST_PERIODS);
  if (periodMs === undefined) return { symbol, lacking: lackingOf(stretch, periods.at(-1) ?? DAY_MS) };
  return { cut: { from, to, periodMs }, behind: gap && gapText(symbol, gap) };
}

function lackingOf({ symbol, from, to, gap }: Stretch, shortestMs: number): string {
  const [unit, unitMs] = shortestMs === DAY_MS ? ["days", DAY_MS] : ["hours", HOUR_MS];
  const least = (LEAST_PERIODS * shortestMs) / unitMs;
  const there = `${Math.floor((to - from) / unitMs)} of the ${least} ${unit} of candles that it takes`;
  return `${there}: ${gap === null ? `those of ${symbol} begin ${utcText(from)}` : gapText(symbol, gap)}`;
}

const gapText = (symbol: string, { from, to }: NonNullable<Stretch["gap"]>): string =>
  `${symbol} has none from ${utcText(from)} to ${utcText(to)}`;

function nothingIn(markets: readonly Dated[]): CutAnswer {
  const empty = markets.find(({ columns }) => columns.length === 0);
  if (empty !== undefined) return { symbol: empty.symbol, lacking: `there is no candle of ${empty.symbol}` };
  const oldest = markets.reduce((one, each) => (endOf(each) < endOf(one) ? each : one));
  const names = markets.map(({ symbol }) => symbol).join(" and ");
  return { symbol: oldest.symbol, lacking: `the candles of ${names} have no time in common` };
}

const endOf = ({ candleMs, columns: { ts, length } }: Dated): Timestamp => ts[length - 1]! + candleMs;
