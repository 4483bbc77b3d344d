import type { Timestamp } from "../../store/time.ts";
import type { DataCut } from "./evaluation.ts";
import type { Dated, Extent } from "./stretch.ts";

/**
 * Of the candles that a time should hold, so many have to be there: with fewer, what happened in it is not known. Not all:
 * where nobody trades there is no candle.
 */
export const LEAST_COVERED = 0.5;

/** How far the candles of a cut tell what happened in it. */
export interface Coverage {
  readonly to: Timestamp;
  /** Share of the candles of that time that are there, of the market that lacks most; 0 outside of the cut. */
  readonly covered: (time: Extent) => number;
  /** When that many candles of every market have closed, from the beginning on; null when there are fewer. */
  readonly warmAfter: (bars: number) => Timestamp | null;
}

/** @param markets candles of the cut alone. */
export const coverageOf = (markets: readonly Dated[], { to }: DataCut): Coverage => ({
  to,
  covered: (time) => Math.min(...markets.map((market) => shareIn(market, time))),
  warmAfter(bars) {
    const warm = markets.map(({ candleMs, columns: { ts, length } }) =>
      bars > length ? null : ts[Math.max(0, bars - 1)]! + candleMs,
    );
    return warm.includes(null) ? null : Math.max(...warm.filter((each) => each !== null));
  },
});

function shareIn({ candleMs, columns }: Dated, { from, to }: Extent): number {
  // By when they close, so that none counts twice.
  const expected = Math.max(1, Math.floor((to - from) / candleMs));
  const [before, until] = [from, to].map((at) => openedBy(columns, at - candleMs));
  return Math.min(1, (until! - before!) / expected);
}

/** How many candles opened at that time or before. */
function openedBy({ ts, length }: Dated["columns"], at: Timestamp): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ts[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
