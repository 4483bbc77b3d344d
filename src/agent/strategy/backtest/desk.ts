import type { Candle } from "../../../store/market/candle.ts";
import { type CostModel, marketPrice, restingPrice, stoppedPrice } from "../../../store/market/fill.ts";
import { commissionOf } from "./grid.ts";
import { FIELD, type Ledger } from "./ledger.ts";
import type { BacktestMarket, ExitReason, Post } from "./result.ts";

/** Cash and what it was spent on, shared by all desks. */
export interface Purse {
  cash: number;
  fees: number;
  turnover: number;
  ambiguous: number;
  readonly ledger: Ledger;
}

export type Phase = "flat" | "entering" | "open" | "leaving";

/** An entry on its way: it fills at the next candle's open, or never. */
export interface Entering {
  quantity: number;
  stopPrice: number;
  /** Infinitely far when there is none. */
  targetPrice: number;
  /** Worst price it may take; NaN when it takes any. */
  collarPrice: number;
  /** Cash that is promised to it meanwhile. */
  reserved: number;
}

/** One position of a rule on a symbol: what it holds, and what is under way. */
export class Desk {
  /** Which of the positions that the rule may hold there at once. */
  readonly unit: number;
  /** All of them, this one included; only the first where the rule adds to none. */
  siblings: readonly Desk[] = [this];
  readonly post: Post;
  readonly market: BacktestMarket;
  readonly direction: 1 | -1;
  phase: Phase = "flat";
  /** Tick on which something may happen to it next. */
  next = Number.POSITIVE_INFINITY;
  /** Its place in the tape's entries. */
  entryAt = 0;
  /** The same in the rows of its exit condition. */
  whenAt = 0;
  /** Of the phase "entering" alone: one object for all entries, since nobody keeps it. */
  readonly entering: Entering = {
    quantity: Number.NaN,
    stopPrice: Number.NaN,
    targetPrice: Number.NaN,
    collarPrice: Number.NaN,
    reserved: Number.NaN,
  };
  leavingBecause: ExitReason = "when";
  /** How much is leaving. */
  leaving = 0;
  quantity = 0;
  stop = Number.NaN;
  /** Infinitely far when there is none. */
  target = Number.NaN;
  entryRow = -1;
  /** Row of the last exit, for the rule's pause after it. */
  exitRow = Number.NEGATIVE_INFINITY;
  /** An exit that was wanted and could not go. */
  overdue = false;
  isPartTaken = false;
  entryPrice = Number.NaN;
  firstStop = Number.NaN;
  private entryQuantity = 0;
  private entryFees = 0;
  private exitNotional = 0;
  private exitFees = 0;
  private lastPart = 0;
  private lastFee = 0;
  /** What fills look at of the candle at hand: one object for all of them, since nobody keeps it. */
  private readonly candle = {
    ts: Number.NaN,
    open: Number.NaN,
    high: Number.NaN,
    low: Number.NaN,
    close: Number.NaN,
    volume: Number.NaN,
  };
  private readonly owner: number;
  private readonly purse: Purse;
  private readonly costs: CostModel;

  constructor(post: Post, market: BacktestMarket, purse: Purse, costs: CostModel, unit = 0) {
    this.unit = unit;
    this.post = post;
    this.market = market;
    this.purse = purse;
    this.costs = costs;
    this.owner = purse.ledger.join({ post, market });
    this.direction = post.rule.document.side === "long" ? 1 : -1;
  }

  get fees(): number {
    return this.entryFees + this.exitFees;
  }
  /** What was gained before fees by the parts that left already. */
  get realized(): number {
    return this.direction * (this.exitNotional - (this.entryQuantity - this.quantity) * this.entryPrice);
  }

  /** The row's open and range: what was under way fills or ends, and what is held meets its stop and target. */
  trade(row: number): void {
    const { low, high } = this.market.columns;
    if (this.phase === "entering") this.enter(row);
    else if (this.phase === "leaving") this.leave(row);
    else if (this.phase === "open" && this.isTouched(low[row]!, high[row]!)) this.meet(row, true);
  }

  isTouched(low: number, high: number): boolean {
    return this.direction === 1 ? low <= this.stop || high > this.target : high >= this.stop || low < this.target;
  }

  /** Whether the rule takes a part off at this row's close: once, at so many times the initial risk in gain. */
  isPartDue(row: number): boolean {
    const { partial } = this.post.rule.document.exit;
    return partial !== undefined && !this.isPartTaken && this.gainR(row) >= partial.atR;
  }

  /** How far it stands in gain at this row's close, in units of its initial risk: to four decimals, as an account's own figure is. */
  gainR(row: number): number {
    const gain = this.direction * (this.market.columns.close[row]! - this.entryPrice);
    return Math.round((gain / Math.abs(this.entryPrice - this.firstStop)) * 10_000) / 10_000;
  }

  private enter(row: number): void {
    const wish = this.entering;
    const side = this.direction === 1 ? "buy" : "sell";
    const candle = this.candleAt(row);
    const offered = marketPrice(side, candle.open, wish.collarPrice, this.costs);
    this.phase = "flat";
    if (Number.isNaN(offered)) return;
    this.entryFees = 0;
    this.exitFees = 0;
    this.exitNotional = 0;
    const price = this.settle(offered, true, side, wish.quantity);
    this.entryFees = this.lastFee;
    this.phase = "open";
    this.quantity = wish.quantity;
    this.entryQuantity = wish.quantity;
    this.entryPrice = price;
    this.entryRow = row;
    this.stop = wish.stopPrice;
    this.firstStop = wish.stopPrice;
    this.target = wish.targetPrice;
    this.overdue = false;
    this.isPartTaken = false;
    if (this.isTouched(candle.low, candle.high)) this.meet(row, false);
  }

  private leave(row: number): void {
    const { leaving } = this;
    this.phase = "open";
    this.part(this.taken(this.market.columns.open[row]!), true, row, leaving, this.leavingBecause);
    // What stays has its stop again within the same candle.
    const { low, high } = this.market.columns;
    if (this.quantity > 0 && this.isTouched(low[row]!, high[row]!)) this.meet(row, false);
  }

  /** Stop and target against a candle; what was covered when it began may fill at its open. */
  private meet(row: number, fromOpen: boolean): void {
    const candle = this.candleAt(row);
    const { stop, target, exitSide: side, costs } = this;
    const hasTarget = Number.isFinite(target);
    // As `fillOrder` says it: a candle that touches the stop is stopped, whatever else it touches.
    let price = fromOpen ? stoppedPrice(side, stop, candle, "open", costs) : Number.NaN;
    if (Number.isNaN(price)) price = stoppedPrice(side, stop, candle, "range", costs);
    const isStopped = !Number.isNaN(price);
    if (!isStopped && hasTarget) {
      if (fromOpen) price = restingPrice(side, target, candle, "open");
      if (Number.isNaN(price)) price = restingPrice(side, target, candle, "range");
    }
    if (Number.isNaN(price)) return;
    if (isStopped && hasTarget && this.isTargetTouched(candle)) this.purse.ambiguous++;
    this.part(price, isStopped, row, this.quantity, isStopped ? "stop" : "target");
  }

  /** Closes at the last close, as a market order there would. */
  end(row: number): void {
    this.part(this.taken(this.market.columns.close[row]!), true, row, this.quantity, "end");
  }

  private isTargetTouched({ high, low }: Candle): boolean {
    return this.direction === 1 ? high > this.target : low < this.target;
  }

  /** What leaving at the market gets where it trades at that price: an exit has no collar. */
  private taken(price: number): number {
    return marketPrice(this.exitSide, price, Number.NaN, this.costs);
  }

  private candleAt(row: number): Candle {
    const { candle } = this;
    const { open, high, low } = this.market.columns;
    candle.open = open[row]!;
    candle.high = high[row]!;
    candle.low = low[row]!;
    return candle;
  }

  private get exitSide(): "buy" | "sell" {
    return this.direction === 1 ? "sell" : "buy";
  }

  /** Books a fill; its price on the grid. The fee is `lastFee`. */
  private settle(offered: number, isTaker: boolean, side: "buy" | "sell", quantity: number): number {
    const { price: grid } = this.market.terms;
    const price = !isTaker ? grid.nearest(offered) : side === "buy" ? grid.up(offered) : grid.down(offered);
    const notional = price * quantity;
    const fee = commissionOf(notional, isTaker ? this.costs.takerFeeBps : this.costs.makerFeeBps);
    this.purse.cash += (side === "buy" ? -notional : notional) - fee;
    this.purse.fees += fee;
    this.purse.turnover += notional;
    this.lastFee = fee;
    return price;
  }

  private part(offered: number, isTaker: boolean, row: number, quantity: number, reason: ExitReason): void {
    const price = this.settle(offered, isTaker, this.exitSide, quantity);
    this.exitNotional += price * quantity;
    this.exitFees += this.lastFee;
    this.quantity = quantity === this.quantity ? 0 : this.market.terms.quantity.nearest(this.quantity - quantity);
    if (this.quantity > 0) return;
    this.phase = "flat";
    this.exitRow = row;
    this.lastPart = quantity;
    this.book(row, price, reason);
  }

  private book(row: number, price: number, reason: ExitReason): void {
    const { entryQuantity: quantity, entryPrice, direction, fees, exitNotional } = this;
    const pnl = direction * (exitNotional - quantity * entryPrice) - fees;
    const risk = quantity * Math.abs(entryPrice - this.firstStop);
    const { ledger } = this.purse;
    const at = ledger.row(this.owner, reason);
    const { numbers } = ledger;
    numbers[at + FIELD.entryRow] = this.entryRow;
    numbers[at + FIELD.entryPrice] = entryPrice;
    numbers[at + FIELD.exitRow] = row;
    numbers[at + FIELD.exitPrice] = this.lastPart === quantity ? price : exitNotional / quantity;
    numbers[at + FIELD.quantity] = quantity;
    numbers[at + FIELD.fees] = fees;
    numbers[at + FIELD.pnl] = pnl;
    numbers[at + FIELD.r] = risk === 0 ? Number.NaN : pnl / risk;
  }
}
