import type { Desk } from "./desk.ts";
import { rowAt, tickOfRow } from "./timeline.ts";

/** The tick after `tick` on which something may happen to a desk; `end` when nothing will before it. */
export function nextTick(desk: Desk, rows: Int32Array | null, tick: number, end: number): number {
  const row = rowAt(rows, tick);
  const next = nextRow(desk, row, rowAt(rows, end - 1) + 1);
  return next >= desk.market.columns.length ? end : Math.min(end, tickOfRow(rows, next));
}

/** The row after `row` on which something may happen; infinity, or `end`, when nothing will before that. */
export function nextRow(desk: Desk, row: number, end: number): number {
  // Whoever may add to what is held is asked on every candle.
  if (desk.siblings.length > 1 && desk.siblings.some(({ phase }) => phase !== "flat")) return row + 1;
  if (desk.phase === "flat") return entryFrom(desk, row + 1);
  return desk.phase === "open" ? nextEvent(desk, row, end) : row + 1;
}

/** Moves on to the first row at or after `row` on which the exit condition holds; infinity when there is none. */
export function whenFrom(desk: Desk, row: number): number {
  const { when } = desk.post.tape;
  if (when === null) return Number.POSITIVE_INFINITY;
  while (desk.whenAt < when.length && when[desk.whenAt]! < row) desk.whenAt++;
  return desk.whenAt < when.length ? when[desk.whenAt]! : Number.POSITIVE_INFINITY;
}

/** Moves on to the first entry of the tape at or after `row`; its row, or infinity. */
export function entryFrom(desk: Desk, row: number): number {
  const { rows } = desk.post.tape.entries;
  while (desk.entryAt < rows.length && rows[desk.entryAt]! < row) desk.entryAt++;
  return desk.entryAt < rows.length ? rows[desk.entryAt]! : Number.POSITIVE_INFINITY;
}

/**
 * The next row that touches the stop or the target, holds the exit condition, ends the position's time, or moves its
 * stop. Everything between is walked here, in one loop over columns: nothing can happen to the position there.
 */
function nextEvent(desk: Desk, row: number, end: number): number {
  const { high, low, close } = desk.market.columns;
  const { trail } = desk.post.tape;
  const { stop, target, direction } = desk;
  const { timeBars, partial } = desk.post.rule.document.exit;
  if (desk.overdue) return row + 1;
  const timeUp = timeBars === "none" ? end : desk.entryRow + timeBars - 1;
  const last = Math.min(end, timeUp, whenFrom(desk, row + 1));
  for (let at = row + 1; at < last; at++) {
    if (direction === 1 ? low[at]! <= stop || high[at]! > target : high[at]! >= stop || low[at]! < target) return at;
    if (partial !== undefined && desk.isPartDue(at)) return at;
    if (trail !== null && direction * (close[at]! - direction * trail[at]! - stop) > 0) return at;
  }
  return Math.max(row + 1, last);
}
