import { fromNumber, percentOf, roundTo, toNumber } from "../../../store/money.ts";
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
  const { instrument, minQuantity } = desk.market.terms;
  const pct = desk.post.rule.document.exit.partial?.pct ?? 0;
  // In decimals: a share that lies on the grid is a step less in floats. There is one such part a position.
  const part = percentOf(fromNumber(desk.quantity), pct);
  const quantity = toNumber(roundTo(part, instrument.quantityIncrement, "down"));
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
    const wish = {
      rule,
      unit: desk.unit,
      symbol: desk.market.symbol,
      candleTs: ts[row]!,
      price: close[row]!,
      quantity,
      reason,
    };
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
  book.options.limits?.tightened(rule.document.id, symbol, desk.unit, stop);
}

/** What the rule opens on this row: its entry while it is out, another position beside those that gain. */
export function decideOpening(book: Book, desk: Desk, row: number, tick: number): void {
  if (desk.siblings.length > 1) decideAddition(book, desk, row, tick);
  else if (desk.phase === "flat") decideEntry(book, desk, row, tick);
}

/** Once for all positions of the rule: whoever of them is free takes it. */
function decideAddition(book: Book, { unit, siblings, post }: Desk, row: number, tick: number): void {
  const [first] = siblings;
  const { scale } = post.rule.document;
  if (unit !== 0 || first === undefined || scale === undefined || isCooling(siblings, row)) return;
  if (siblings.some(({ phase }) => phase === "entering" || phase === "leaving")) return;
  const held = siblings.filter(({ phase }) => phase === "open");
  if (held.length === 0) return decideEntry(book, first, row, tick);
  const newest = held.reduce((last, each) => (each.entryRow >= last.entryRow ? each : last));
  const free = siblings.find(({ phase }) => phase === "flat");
  const { additions } = post.tape;
  if (free === undefined || additions === null || newest.gainR(row) < scale.atR) return;
  open(book, free, row, tick, additions, row, scale.pct);
}

/** A rule that has left the symbol too lately, with any of its positions. */
function isCooling(siblings: readonly Desk[], row: number): boolean {
  const { coolDownBars = 0 } = siblings[0]?.post.rule.document ?? {};
  return siblings.some(({ exitRow }) => row - exitRow < coolDownBars);
}

/** The rule's entry on this row, if it has one: sized, held to the limits, and sent to the next open. */
export function decideEntry(book: Book, desk: Desk, row: number, tick: number): void {
  if (entryFrom(desk, row) !== row) return;
  if (row - desk.exitRow < (desk.post.rule.document.coolDownBars ?? 0)) return;
  open(book, desk, row, tick, desk.post.tape.entries, desk.entryAt, 100);
}

interface Distances {
  readonly stopDistances: ArrayLike<number>;
  readonly targetDistances: ArrayLike<number> | null;
  readonly volatilities: ArrayLike<number> | null;
}

/** @param at where the distances of this row stand in their columns. */
function open(
  book: Book,
  desk: Desk,
  row: number,
  tick: number,
  { stopDistances, targetDistances, volatilities }: Distances,
  at: number,
  sizePct: number,
): void {
  const { market, post, direction } = desk;
  const { rule } = post;
  if (!mayOpen(rule, market.symbol)) return;
  const close = market.columns.close[row]!;
  const stop = levelAt(close, stopDistances[at]!, -direction);
  const target = targetOf(targetDistances, at, close, direction);
  if (Number.isNaN(stop) || Number.isNaN(target)) return;
  const { price: grid } = market.terms;
  const price = grid.nearest(close);
  const stopPrice = direction === 1 ? grid.down(stop) : grid.up(stop);
  const targetPrice = Number.isFinite(target) ? grid.nearest(target) : target;
  const quantity = sizeFor(book, desk, tick, price, stopPrice, volatilities && volatilities[at]!, sizePct);
  if (quantity === 0 || stopPrice <= 0 || targetPrice === 0) return;
  const { limits } = book.options;
  const collarPrice = limits ? collarOf(price, direction, limits.collarBps, grid) : Number.NaN;
  if (limits) {
    const { side } = rule.document;
    const terms = { price, stopPrice, targetPrice: Number.isFinite(targetPrice) ? targetPrice : null, quantity };
    const denials = limits.entry({
      rule,
      unit: desk.unit,
      symbol: market.symbol,
      side,
      candleTs: market.columns.ts[row]!,
      ...terms,
    });
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
  sizePct: number,
): number {
  const { costs, maxEntryPct, spendablePct } = book.options;
  const [equity, cash] = [book.equityAt(tick), book.freeCash];
  const { size } = book;
  size.equity = equity;
  size.cash = cash;
  size.price = price;
  size.stopPrice = stopPrice;
  size.volatility = volatility;
  size.sizePct = sizePct;
  size.costBps = costs.takerFeeBps + costs.slippageBps + costs.spreadBps / 2;
  size.maxNotional = Math.min((equity * maxEntryPct) / 100, (cash * spendablePct) / 100);
  return sizeOf(desk.post.rule.document.size, size, desk.market.terms);
}

/** Infinitely far is no target. */
function targetOf(distances: ArrayLike<number> | null, at: number, close: number, direction: 1 | -1): number {
  const distance = distances === null ? Number.POSITIVE_INFINITY : distances[at]!;
  const isNone = distance === Number.POSITIVE_INFINITY;
  return isNone ? direction * Number.POSITIVE_INFINITY : levelAt(close, distance, direction);
}

/** The worst price an entry may take, as the gate puts its collar: on the grid, towards the mark. */
function collarOf(mark: number, direction: 1 | -1, collarBps: number, grid: Desk["market"]["terms"]["price"]): number {
  const room = (mark * collarBps) / 10_000;
  return direction === 1 ? grid.down(mark + room) : grid.up(mark - room);
}
