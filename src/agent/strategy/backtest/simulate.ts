import type { Candle } from "../../../store/market/candle.ts";
import { candleAt } from "../../../store/market/columns.ts";
import { Book } from "./book.ts";
import { decideEntry, decideExit } from "./decide.ts";
import { entryFrom, nextTick } from "./next.ts";
import type { BacktestLimits, BacktestMarket, BacktestOptions, BacktestResult, Post } from "./result.ts";
import { tickAt, tickOfRow, timelineOf } from "./timeline.ts";

/**
 * The backtest: rules over recorded candles under the one fill model, pure, in floats on the instruments' grids. On each
 * tick what is under way fills at the open, stops and targets are met in the range, then every rule decides on the close,
 * exits before entries, in the order of markets and rules; what it decides fills from the next candle on.
 *
 * Between two events nothing happens to a position, so that most candles are only looked at by the loop that searches for
 * the next event.
 */
export function simulate(
  markets: readonly BacktestMarket[],
  posts: readonly Post[],
  options: BacktestOptions,
): BacktestResult {
  const timeline = timelineOf(markets.map(({ columns }) => columns));
  const start = options.from === undefined ? 0 : tickAt(timeline, options.from);
  const end = options.to === undefined ? timeline.ts.length : tickAt(timeline, options.to + 1);
  const book = new Book(markets, posts, options, timeline, { start, end });
  const { desks } = book;
  for (const desk of desks) {
    const rows = book.rowsOf(desk);
    const first = entryFrom(desk, start === 0 ? 0 : rows[start - 1]! + 1);
    desk.next = first < desk.market.columns.length ? tickOfRow(rows, first) : book.end;
  }
  const isEveryTickAsked = options.limits !== null && options.limits !== undefined;
  for (let tick = start; tick < book.end; tick++) {
    let due = book.end;
    if (isEveryTickAsked) due = tick;
    else for (const desk of desks) if (desk.next < due) due = desk.next;
    book.note(tick, due);
    if (due >= book.end) break;
    step(book, due);
    book.note(due, due + 1);
    tick = due;
  }
  return book.result(options.closeAtEnd === true);
}

function step(book: Book, tick: number): void {
  const { desks, timeline, options } = book;
  const due = desks.filter((desk) => desk.next === tick);
  for (const desk of due) desk.trade(book.rowsOf(desk)[tick]!);
  if (options.limits) showTo(options.limits, book, tick);
  for (const desk of due) if (desk.phase === "open") decideExit(book, desk, book.rowsOf(desk)[tick]!);
  for (const desk of due) if (desk.phase === "flat") decideEntry(book, desk, book.rowsOf(desk)[tick]!, tick);
  for (const desk of due) desk.next = nextTick(desk, timeline.rows[desk.post.market]!, tick, book.end);
}

/** Shows the limits the candles that closed on this tick. */
function showTo(limits: BacktestLimits, book: Book, tick: number): void {
  const { markets, timeline } = book;
  const candles = new Map<string, Candle>();
  for (const [index, { symbol, columns }] of markets.entries()) {
    const rows = timeline.rows[index]!;
    const row = rows[tick]!;
    if (row >= 0 && (tick === 0 || rows[tick - 1] !== row)) candles.set(symbol, candleAt(columns, row));
  }
  limits.closed(book.tsAt(tick), candles);
}
