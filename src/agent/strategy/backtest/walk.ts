import type { Candle } from "../../../store/market/candle.ts";
import { candleAt } from "../../../store/market/columns.ts";
import { Book } from "./book.ts";
import { decideEntry, decideExit, decideOpening } from "./decide.ts";
import type { Desk } from "./desk.ts";
import { nextRow, nextTick } from "./next.ts";
import type { BacktestLimits, BacktestMarket, BacktestOptions, BacktestResult, Post } from "./result.ts";
import { rowAt, tickAt, timelineOf } from "./timeline.ts";

/**
 * The backtest: rules over recorded candles under the one fill model, pure, in floats on the instruments' grids. On each
 * tick what is under way fills at the open, stops and targets are met in the range, then every rule decides on the close,
 * exits before entries, in the order of markets and rules; what it decides fills from the next candle on.
 *
 * Between two events nothing happens to a position, so that most candles are only looked at by the loop that searches for
 * the next event. It may be walked in pieces, while the tapes are being made.
 */
export class Walk {
  readonly #book: Book;
  #at: number;

  constructor(markets: readonly BacktestMarket[], posts: readonly Post[], options: BacktestOptions) {
    const timeline = timelineOf(markets.map(({ columns }) => columns));
    const start = options.from === undefined ? 0 : tickAt(timeline, options.from);
    const end = options.to === undefined ? timeline.ts.length : tickAt(timeline, options.to + 1);
    this.#book = new Book(markets, posts, options, timeline, { start, end });
    this.#at = start;
  }

  /** Walks the ticks before `horizon`, to which the tapes have to reach. */
  advance(horizon: number): void {
    const book = this.#book;
    const { desks } = book;
    const end = Math.min(horizon, book.end);
    for (const desk of desks) {
      if (desk.next >= this.#at) desk.next = nextTick(desk, book.rowsOf(desk), this.#at - 1, end);
    }
    const [alone, ...others] = desks;
    const isAlone = others.length === 0 && alone !== undefined && book.rowsOf(alone) === null;
    if (isAlone && book.isUnwatched) walkAlone(book, alone, end);
    else walkTogether(book, this.#at, end);
    this.#at = Math.max(this.#at, end);
  }

  result(): BacktestResult {
    return this.#book.result(this.#book.options.closeAtEnd === true);
  }
}

function walkTogether(book: Book, from: number, end: number): void {
  const { desks, options } = book;
  for (let tick = from; tick < end; tick++) {
    let due = end;
    if (options.limits) due = tick;
    else for (const desk of desks) if (desk.next < due) due = desk.next;
    book.note(tick, due);
    if (due >= end) break;
    step(book, due, end);
    book.note(due, due + 1);
    tick = due;
  }
}

/** The same for a rule that shares its clock with nobody: its rows are ticks, and no one else has a turn between its own. */
function walkAlone(book: Book, desk: Desk, end: number): void {
  for (let row = desk.next; row < end; row = desk.next) {
    desk.trade(row);
    if (desk.phase === "open") decideExit(book, desk, row);
    else if (desk.phase === "flat") decideEntry(book, desk, row, row);
    desk.next = Math.min(end, nextRow(desk, row, end));
  }
}

function step(book: Book, tick: number, end: number): void {
  const { desks, options } = book;
  for (const desk of desks) if (desk.next === tick) desk.trade(book.rowOf(desk, tick));
  if (options.limits) showTo(options.limits, book, tick);
  for (const desk of desks) {
    if (desk.next === tick && desk.phase === "open") decideExit(book, desk, book.rowOf(desk, tick));
  }
  for (const desk of desks) {
    if (desk.next === tick) decideOpening(book, desk, book.rowOf(desk, tick), tick);
  }
  for (const desk of desks) if (desk.next === tick) desk.next = nextTick(desk, book.rowsOf(desk), tick, end);
}

/** Shows the limits the candles that closed on this tick. */
function showTo(limits: BacktestLimits, book: Book, tick: number): void {
  const { markets, timeline } = book;
  const candles = new Map<string, Candle>();
  for (const [index, { symbol, columns }] of markets.entries()) {
    const rows = timeline.rows[index] ?? null;
    const row = rowAt(rows, tick);
    if (row >= 0 && (tick === 0 || rowAt(rows, tick - 1) !== row)) candles.set(symbol, candleAt(columns, row));
  }
  limits.closed(book.tsAt(tick), candles);
}
