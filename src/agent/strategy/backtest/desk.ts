import type { Candle } from "../../../store/market/candle.ts";
import { candleAt } from "../../../store/market/columns.ts";
import { type CostModel, commissionBps, type Fill, fillOrder, type WorkingOrder } from "../../../store/market/fill.ts";
import { commissionOf } from "./grid.ts";
import type { BacktestMarket, BacktestTrade, ExitReason, Post } from "./result.ts";

/** Cash and what it was spent on, shared by all desks. */
export interface Purse {
  cash: number;
  fees: number;
  turnover: number;
  ambiguous: number;
  readonly trades: BacktestTrade[];
}

export type Phase = "flat" | "entering" | "open" | "leaving";

/** An entry on its way: it fills at the next candle's open, or never. */
export interface Entering {
  readonly quantity: number;
  readonly stopPrice: number;
  readonly targetPrice: number | null;
  /** Worst price it may take; null when it takes any. */
  readonly collarPrice: number | null;
  /** Cash that is promised to it meanwhile. */
  readonly reserved: number;
}

/** One rule on one symbol: what it holds, and what is under way. */
export class Desk {
  readonly post: Post;
  readonly market: BacktestMarket;
  readonly direction: 1 | -1;
  phase: Phase = "flat";
  /** Tick on which something may happen to it next. */
  next = 0;
  /** Its place in the tape's entries. */
  entryAt = 0;
  entering: Entering | null = null;
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
  partialDone = false;
  entryPrice = Number.NaN;
  firstStop = Number.NaN;
  private entryQuantity = 0;
  private entryFees = 0;
  private exitNotional = 0;
  private exitFees = 0;
  private lastPart = 0;
  private readonly purse: Purse;
  private readonly costs: CostModel;

  constructor(post: Post, market: BacktestMarket, purse: Purse, costs: CostModel) {
    this.post = post;
    this.market = market;
    this.purse = purse;
    this.costs = costs;
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

  private enter(row: number): void {
    const wish = this.entering;
    if (wish === null) throw new RangeError("an entry without its terms");
    const side = this.direction === 1 ? "buy" : "sell";
    const collar = wish.collarPrice === null ? {} : { collarPrice: wish.collarPrice };
    const { columns } = this.market;
    const candle = candleAt(columns, row);
    const fill = fillOrder({ side, type: "market", ...collar }, candle, "open", this.costs);
    this.entering = null;
    this.phase = "flat";
    if (fill === null) return;
    this.entryFees = 0;
    this.exitFees = 0;
    this.exitNotional = 0;
    const { price, fee } = this.settle(fill, side, wish.quantity);
    this.entryFees = fee;
    this.phase = "open";
    this.quantity = wish.quantity;
    this.entryQuantity = wish.quantity;
    this.entryPrice = price;
    this.entryRow = row;
    this.stop = wish.stopPrice;
    this.firstStop = wish.stopPrice;
    this.target = wish.targetPrice ?? this.direction * Number.POSITIVE_INFINITY;
    this.overdue = false;
    this.partialDone = false;
    if (this.isTouched(candle.low, candle.high)) this.meet(row, false);
  }

  private leave(row: number): void {
    const order: WorkingOrder = { side: this.exitSide, type: "market" };
    const fill = fillOrder(order, candleAt(this.market.columns, row), "open", this.costs);
    if (fill === null) throw new RangeError("a market exit fills at every open");
    const { leaving } = this;
    this.phase = "open";
    this.part(fill, row, leaving, this.leavingBecause);
    // What stays has its stop again within the same candle.
    const { low, high } = this.market.columns;
    if (this.quantity > 0 && this.isTouched(low[row]!, high[row]!)) this.meet(row, false);
  }

  /** Stop and target against a candle; what was covered when it began may fill at its open. */
  private meet(row: number, fromOpen: boolean): void {
    const candle = candleAt(this.market.columns, row);
    const { stop: stopPrice, target, exitSide: side } = this;
    const order: WorkingOrder = Number.isFinite(target)
      ? { side, type: "bracket", stopPrice, targetPrice: target }
      : { side, type: "stop", stopPrice };
    const atOpen = fromOpen ? fillOrder(order, candle, "open", this.costs) : null;
    const fill = atOpen ?? fillOrder(order, candle, "range", this.costs);
    if (fill === null) return;
    if (fill.trigger === "stop" && isBoth(order, candle)) this.purse.ambiguous++;
    this.part(fill, row, this.quantity, fill.trigger === "target" ? "target" : "stop");
  }

  /** Closes at the last close, as a market order there would. */
  end(row: number): void {
    const last = candleAt(this.market.columns, row);
    const fill = fillOrder({ side: this.exitSide, type: "market" }, { ...last, open: last.close }, "open", this.costs);
    if (fill !== null) this.part(fill, row, this.quantity, "end");
  }

  private get exitSide(): "buy" | "sell" {
    return this.direction === 1 ? "sell" : "buy";
  }

  private settle(fill: Fill, side: "buy" | "sell", quantity: number): { price: number; fee: number } {
    const { price: grid } = this.market.terms;
    const taken = side === "buy" ? grid.up : grid.down;
    const price = fill.liquidity === "taker" ? taken(fill.price) : grid.nearest(fill.price);
    const notional = price * quantity;
    const fee = commissionOf(notional, commissionBps(fill, this.costs));
    this.purse.cash += (side === "buy" ? -notional : notional) - fee;
    this.purse.fees += fee;
    this.purse.turnover += notional;
    return { price, fee };
  }

  private part(fill: Fill, row: number, quantity: number, reason: ExitReason): void {
    const { price, fee } = this.settle(fill, this.exitSide, quantity);
    this.exitNotional += price * quantity;
    this.exitFees += fee;
    this.quantity = quantity === this.quantity ? 0 : this.market.terms.quantity.nearest(this.quantity - quantity);
    if (this.quantity > 0) return;
    this.phase = "flat";
    this.exitRow = row;
    this.lastPart = quantity;
    this.purse.trades.push(this.tradeOf(row, price, reason));
  }

  private tradeOf(row: number, price: number, exitReason: ExitReason): BacktestTrade {
    const { entryQuantity: quantity, entryPrice, direction, fees, exitNotional } = this;
    const pnl = direction * (exitNotional - quantity * entryPrice) - fees;
    const risk = quantity * Math.abs(entryPrice - this.firstStop);
    const { ts } = this.market.columns;
    return {
      ruleId: this.post.rule.document.id,
      symbol: this.market.symbol,
      side: direction === 1 ? "long" : "short",
      entryTs: ts[this.entryRow]!,
      entryPrice,
      exitTs: ts[row]!,
      exitPrice: this.lastPart === quantity ? price : exitNotional / quantity,
      quantity,
      fees,
      pnl,
      r: risk === 0 ? null : pnl / risk,
      exitReason,
    };
  }
}

function isBoth({ side, stopPrice = 0, targetPrice }: WorkingOrder, { low, high }: Candle): boolean {
  if (targetPrice === undefined) return false;
  return side === "sell" ? low <= stopPrice && high > targetPrice : high >= stopPrice && low < targetPrice;
}
