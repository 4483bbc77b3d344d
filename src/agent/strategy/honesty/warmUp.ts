import type { CandleColumns } from "../../../store/market/candle.ts";
import { sliceColumns } from "../../../store/market/columns.ts";
import type { TapeSource } from "./lookAhead.ts";

/** How much of what a source says depends on where its candles begin. */
export interface WarmUp {
  /** Entries that either walk said once `bars` candles were seen by both. */
  readonly entries: number;
  /** Those that only one of them said: its averages had not forgotten where they began. */
  readonly differing: number;
}

/**
 * Walks the candles once from the first, and once from each of `starts`, and compares the entries that lie at least `bars`
 * candles behind the later start. An average that begins with its first value never forgets it altogether; after enough
 * candles no entry should hang on it.
 */
export function warmUpOf(source: TapeSource, columns: CandleColumns, bars: number, starts: readonly number[]): WarmUp {
  const whole = source(columns).entries.rows;
  let [entries, differing] = [0, 0];
  for (const start of starts) {
    const late = source(sliceColumns(columns, start, columns.length)).entries.rows.map((row) => row + start);
    const from = start + bars;
    const [ours, theirs] = [whole, late].map((rows) => new Set(rows.filter((row) => row >= from)));
    if (ours === undefined || theirs === undefined) continue;
    entries += ours.union(theirs).size;
    differing += ours.symmetricDifference(theirs).size;
  }
  return { entries, differing };
}
