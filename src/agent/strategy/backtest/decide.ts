import { leaveReason, trailedStop } from "../exits.ts";
import { levelAt, mayOpen } from "../signals.ts";
import type { Book } from "./book.ts";
import type { Desk } from "./desk.ts";
import { entryFrom, whenFrom } from "./next.ts";
import { sizeOf } from "./size.ts";

/** What the rule wants of its open position on this row's close: leave with the next open, or a closer stop. */
export function decideExit(book: Book, desk: Desk, row: number): void {
  const { rule, tape } = desk.post;
  const exitWhen = whenFrom(desk, row) === row;
  const barsHeld = row - desk.entryRow + 1;
  // What its rule condition said once holds until it is out; time stays up by itself.
  if (exitWhen) desk.overdue = true;
  const reason = leaveReason(desk.overdue, barsHeld, rule);
  if (reason !== null) leave(book, desk, row, { reason, quantity: desk.quantity });
  else if (desk.isPartDue(row)) takePart(book, desk, row);
  else if (tape.trail !== null) trail(book, desk, desk.market.columns.close[row]!, tape.trail[row]!);
}

/** A part of what is held, as the agent cuts it: on the grid, and nothing that is too small to trade on either side. */
function takePart(book: Book, desk: Desk, row: number): void {
  const { quantity: grid, minQuantity } = desk.market.terms;
  const quantity = grid.down((desk.quantity * (desk.post.rule.document.exit.partial?.pct ?? 0)) / 100);
  const left = desk.quantity - quantity;
  if (quantity > 0 && quantity >= minQuantity && left >= minQuantity)
    leave(book, desk, row, { reason: "partial", quantity });
}

interface Leaving {
  readonly reason: "when" | "time" | "partial";
  readonly quantity: number;
}

function leave(book: Book, desk: Desk, row: number, { reason, quantity }: Leaving): void {
  const { limits } = book.options;
  if (limits) {
    const { close, ts } = desk.market.columns;
    const { rule } = desk.post;
    const wish = { rule, symbol: desk.market.symbol, candleTs: ts[row]!, price: close[row]!, quantity, reason };
    const denials = limits.exit(wish);
    if (denials.length > 0) return book.deny(denials);
  }
  desk.leaving = quantity;
  if (reason === "partial") desk.isPartTaken = true;
  desk.leavingBecause = reason;
  desk.phase = "leaving";
}

function trail(book: Book, desk: Desk, close: number, distance: number): void {
  const { rule } = desk.post;
  const { symbol, terms } = desk.market;
  const tightened = trailedStop(desk.stop, close, distance, rule.document.side);
  if (tightened === null) return;
  const stop = desk.direction === 1 ? terms.price.down(tightened) : terms.price.up(tightened);
  if (!(desk.direction * (stop - desk.stop) > 0) || stop <= 0) return;
  desk.stop = stop;
  book.options.limits?.tightened(rule.document.id, symbol, stop);
}

/** The rule's entry on this row, if it has one: sized, held to the limits, and sent to the next open. */
export function decideEntry(book: Book, desk: Desk, row: number, tick: number): void {
  if (entryFrom(desk, row) !== row) return;
  const { market, post, direction } = desk;
  const { rule } = post;
  if (!mayOpen(rule, market.symbol) || row - desk.exitRow < (rule.document.coolDownBars ?? 0)) return;
  const { stopDistances, targetDistances, volatilities } = post.tape.entries;
  const at = desk.entryAt;
  const close = market.columns.close[row]!;
  const stop = levelAt(close, stopDistances[at]!, -direction);
  const target = targetOf(targetDistances, at, close, direction);
  if (Number.isNaN(stop) || Number.isNaN(target)) return;
  const { price: grid } = market.terms;
  const price = grid.nearest(close);
  const stopPrice = direction === 1 ? grid.down(stop) : grid.up(stop);
  const targetPrice = Number.isFinite(target) ? grid.nearest(target) : target;
  const quantity = sizeFor(book, desk, tick, price, stopPrice, volatilities && volatilities[at]!);
  if (quantity === 0 || stopPrice <= 0 || targetPrice === 0) return;
  const { limits } = book.options;
  const collarPrice = limits ? collarOf(price, direction, limits.collarBps, grid) : Number.NaN;
  if (limits) {
    const { side } = rule.document;
    const terms = { price, stopPrice, targetPrice: Number.isFinite(targetPrice) ? targetPrice : null, quantity };
    const denials = limits.entry({ rule, symbol: market.symbol, side, candleTs: market.columns.ts[row]!, ...terms });
    if (denials.length > 0) return book.deny(denials);
  }
  const { entering } = desk;
  entering.quantity = quantity;
  entering.stopPrice = stopPrice;
  entering.targetPrice = targetPrice;
  entering.collarPrice = collarPrice;
  entering.reserved = quantity * (limits ? collarPrice : price);
  desk.phase = "entering";
}

function sizeFor(
  book: Book,
  desk: Desk,
  tick: number,
  price: number,
  stopPrice: number,
  volatility: number | null,
): number {
  const { costs, maxEntryPct, spendablePct } = book.options;
  const [equity, cash] = [book.equityAt(tick), book.freeCash];
  const { size } = book;
  size.equity = equity;
  size.cash = cash;
  size.price = price;
  size.stopPrice = stopPrice;
  size.volatility = volatility;
  size.costBps = costs.takerFeeBps + costs.slippageBps + costs.spreadBps / 2;
  size.maxNotional = Math.min((equity * maxEntryPct) / 100, (cash * spendablePct) / 100);
  return sizeOf(desk.post.rule.document.size, size, desk.market.terms);
}

/** Infinitely far is no target. */
function targetOf(distances: readonly number[] | null, at: number, close: number, direction: 1 | -1): number {
  const distance = distances === null ? Number.POSITIVE_INFINITY : distances[at]!;
  const isNone = distance === Number.POSITIVE_INFINITY;
  return isNone ? direction * Number.POSITIVE_INFINITY : levelAt(close, distance, direction);
}

/** The worst price an entry may take, as the gate puts its collar: on the grid, towards the mark. */
function collarOf(mark: number, direction: 1 | -1, collarBps: number, grid: Desk["market"]["terms"]["price"]): number {
  const room = (mark * collarBps) / 10_000;
  return direction === 1 ? grid.down(mark + room) : grid.up(mark - room);
}
