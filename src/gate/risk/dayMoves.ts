import { DAY_MS, type Timestamp } from "../../store/time.ts";

/** Prices that stood at one time, by symbol. */
export interface PriceRow {
  readonly at: Timestamp;
  readonly closes: Readonly<Record<string, number>>;
}

/** By which share each symbol's price moved within one and the same day, 24 hours: -0.1 is down by a tenth. */
export type DayMoves = Readonly<Record<string, number>>;

/**
 * The moves over 24 hours that end with each row: from hourly rows, days that overlap by 23 hours. Rows ascend in time. A
 * row whose counterpart of exactly 24 hours before lies in a gap ends no day: a neighbour would give a day of another
 * length. A symbol without a price above zero at either end did not move on that day, as far as is known, and has no entry.
 */
export function dayMoves(rows: readonly PriceRow[]): readonly DayMoves[] {
  const days: DayMoves[] = [];
  let first = 0;
  for (const last of rows) {
    while ((rows[first]?.at ?? Infinity) < last.at - DAY_MS) first++;
    const from = rows[first];
    if (from?.at === last.at - DAY_MS) days.push(movesBetween(from, last));
  }
  return days.filter((moves) => Object.keys(moves).length > 0);
}

function movesBetween(from: PriceRow, to: PriceRow): DayMoves {
  const moves: Record<string, number> = {};
  for (const [symbol, close] of Object.entries(to.closes)) {
    const move = close / (from.closes[symbol] ?? 0) - 1;
    if (close > 0 && move > -1 && move < Infinity) moves[symbol] = move;
  }
  return moves;
}
