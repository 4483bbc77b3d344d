import { exitOf } from "../exits.ts";
import { levelsOf, mayOpen } from "../signals.ts";
import type { Book } from "./book.ts";
import type { Desk } from "./desk.ts";
import { entryFrom } from "./next.ts";
import { sizeOf } from "./size.ts";

/** What the rule wants of its open position on this row's close: leave with the next open, or a closer stop. */
export function decideExit(book: Book, desk: Desk, row: number): void {
  const { rule, tape } = desk.post;
  const { close, ts } = desk.market.columns;
  const held = { stopPrice: desk.stop, barsHeld: row - desk.entryRow + 1, isOverdue: desk.overdue };
  const exitWhen = tape.when !== null && tape.when[row] === 1;
  const trailDistance = tape.trail === null ? null : tape.trail[row]!;
  const exit = exitOf(held, { exitWhen, trailDistance }, rule, { close: close[row]! });
  if (exit === null) return;
  const { symbol, terms } = desk.market;
  if ("reason" in exit) {
    const wish = { rule, symbol, candleTs: ts[row]!, price: close[row]!, quantity: desk.quantity, ...exit };
    // What its rule condition said once holds until it is out; time stays up by itself.
    if (exitWhen) desk.overdue = true;
    const denials = book.options.limits?.exit(wish) ?? [];
    if (denials.length > 0) return book.deny(denials);
    desk.leaving = desk.quantity;
    desk.leavingBecause = exit.reason;
    desk.phase = "leaving";
    return;
  }
  const long = desk.direction === 1;
  const stop = long ? terms.price.down(exit.tightenStopTo) : terms.price.up(exit.tightenStopTo);
  if (!(desk.direction * (stop - desk.stop) > 0) || stop <= 0) return;
  desk.stop = stop;
  book.options.limits?.tightened(rule.document.id, symbol, stop);
}

/** The rule's entry on this row, if it has one: sized, held to the limits, and sent to the next open. */
export function decideEntry(book: Book, desk: Desk, row: number, tick: number): void {
  if (entryFrom(desk, row) !== row) return;
  const { market, post, direction } = desk;
  const { rule } = post;
  const signal = post.tape.entries[desk.entryAt];
  if (signal === undefined || !mayOpen(rule, market.symbol)) return;
  const close = market.columns.close[row]!;
  const levels = levelsOf(signal, close, rule.document.side);
  if (levels === null) return;
  const { price: grid } = market.terms;
  const price = grid.nearest(close);
  const stopPrice = direction === 1 ? grid.down(levels.stopPrice) : grid.up(levels.stopPrice);
  const targetPrice = levels.targetPrice === null ? null : grid.nearest(levels.targetPrice);
  const quantity = sizeFor(book, desk, { tick, price, stopPrice, volatility: signal.volatility });
  if (quantity === 0 || stopPrice <= 0 || targetPrice === 0) return;
  const { limits } = book.options;
  const collarPrice = limits ? collarOf(price, direction, limits.collarBps, grid) : null;
  const wish = {
    rule,
    symbol: market.symbol,
    side: rule.document.side,
    candleTs: market.columns.ts[row]!,
    price,
    stopPrice,
    targetPrice,
    quantity,
  };
  const denials = limits?.entry(wish) ?? [];
  if (denials.length > 0) return book.deny(denials);
  desk.entering = { quantity, stopPrice, targetPrice, collarPrice, reserved: quantity * (collarPrice ?? price) };
  desk.phase = "entering";
}

interface Sizing {
  readonly tick: number;
  readonly price: number;
  readonly stopPrice: number;
  readonly volatility: number | null;
}

function sizeFor(book: Book, desk: Desk, { tick, ...terms }: Sizing): number {
  const { costs, maxEntryPct, spendablePct } = book.options;
  const [equity, cash] = [book.equityAt(tick), book.freeCash];
  const input = {
    ...terms,
    equity,
    cash,
    costBps: costs.takerFeeBps + costs.slippageBps + costs.spreadBps / 2,
    maxNotional: Math.min((equity * maxEntryPct) / 100, (cash * spendablePct) / 100),
  };
  return sizeOf(desk.post.rule.document.size, input, desk.market.terms);
}

/** The worst price an entry may take, as the gate puts its collar: on the grid, towards the mark. */
function collarOf(mark: number, direction: 1 | -1, collarBps: number, grid: Desk["market"]["terms"]["price"]): number {
  const room = (mark * collarBps) / 10_000;
  return direction === 1 ? grid.down(mark + room) : grid.up(mark - room);
}
