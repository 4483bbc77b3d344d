import type { CandleColumns } from "../../../store/market/candle.ts";
import { sliceColumns } from "../../../store/market/columns.ts";
import type { Tape } from "../backtest/tape.ts";

/** Anything that says something over candles: a rule, a plug-in. */
export type TapeSource = (columns: CandleColumns) => Tape;

/** A row on which what was said changed when the candles after `cut` were taken away. */
export interface LookAhead {
  readonly cut: number;
  readonly row: number;
}

/**
 * Takes the future away: what is said over the candles before a cut must be what was said there with all of them. Gives
 * the first row that differs for each cut that shows one; none for a source that is honest at all of them.
 * @param cuts how many candles to leave, each from 1 to all of them.
 */
export function lookAheadOf(source: TapeSource, columns: CandleColumns, cuts: readonly number[]): readonly LookAhead[] {
  const whole = source(columns);
  return cuts.flatMap((cut) => {
    const row = firstDifference(whole, source(sliceColumns(columns, 0, cut)), cut);
    return row === null ? [] : [{ cut, row }];
  });
}

/** The first row below `cut` on which two tapes do not say the same; null when there is none. */
function firstDifference(whole: Tape, part: Tape, cut: number): number | null {
  const rows = [
    ...differences(whole.entries.rows, part.entries.rows, cut, (at, other) => sameEntry(whole, part, at, other)),
    ...differences(whole.when ?? [], part.when ?? [], cut, () => true),
    ...trailDifferences(whole.trail, part.trail, cut),
  ];
  return rows.length === 0 ? null : Math.min(...rows);
}

function differences(
  whole: readonly number[],
  part: readonly number[],
  cut: number,
  isSame: (at: number, other: number) => boolean,
): number[] {
  for (let at = 0; ; at++) {
    const [a = cut, b = cut] = [whole[at], part[at]];
    const [row, other] = [Math.min(a, cut), Math.min(b, cut)];
    if (row === cut && other === cut) return [];
    if (row !== other) return [Math.min(row, other)];
    if (!isSame(at, at)) return [row];
  }
}

const sameEntry = (whole: Tape, part: Tape, at: number, other: number): boolean =>
  Object.is(whole.entries.stopDistances[at], part.entries.stopDistances[other]) &&
  Object.is(whole.entries.targetDistances?.[at], part.entries.targetDistances?.[other]) &&
  Object.is(whole.entries.volatilities?.[at], part.entries.volatilities?.[other]);

function trailDifferences(whole: Float64Array | null, part: Float64Array | null, cut: number): number[] {
  if (whole === null || part === null) return whole === part ? [] : [0];
  for (let row = 0; row < cut; row++) if (!Object.is(whole[row], part[row])) return [row];
  return [];
}
