import type { Desk } from "./desk.ts";
import { tickOfRow } from "./timeline.ts";

/** The tick after `tick` on which something may happen to a desk, `end` when nothing will. */
export function nextTick(desk: Desk, rows: Int32Array, tick: number, end: number): number {
  const row = rows[tick]!;
  const next = desk.phase === "flat" ? nextEntry(desk, row) : desk.phase === "open" ? nextEvent(desk, row) : row + 1;
  return next >= desk.market.columns.length ? end : Math.min(end, tickOfRow(rows, next));
}

/** Moves on to the first entry of the tape at or after `row`; its row, or infinity. */
export function entryFrom(desk: Desk, row: number): number {
  const { entries } = desk.post.tape;
  while (desk.entryAt < entries.length && entries[desk.entryAt]!.row < row) desk.entryAt++;
  return entries[desk.entryAt]?.row ?? Number.POSITIVE_INFINITY;
}

const nextEntry = (desk: Desk, row: number): number => entryFrom(desk, row + 1);

/**
 * The next row that touches the stop or the target, holds the exit condition, ends the position's time, or moves its
 * stop. Everything between is walked here, in one loop over columns: nothing can happen to the position there.
 */
function nextEvent(desk: Desk, row: number): number {
  const { high, low, close, length } = desk.market.columns;
  const { when, trail } = desk.post.tape;
  const { stop, target, direction } = desk;
  const { timeBars } = desk.post.rule.document.exit;
  if (desk.overdue) return row + 1;
  const last = timeBars === "none" ? length : Math.min(length, desk.entryRow + timeBars - 1);
  for (let at = row + 1; at < last; at++) {
    if (direction === 1 ? low[at]! <= stop || high[at]! > target : high[at]! >= stop || low[at]! < target) return at;
    if (when !== null && when[at] === 1) return at;
    if (trail !== null && direction * (close[at]! - direction * trail[at]! - stop) > 0) return at;
  }
  return Math.max(row + 1, last);
}
