import type { Candle } from "../../../store/market/candle.ts";
import { type CostModel, commissionBps, type Fill, fillOrder, type WorkingOrder } from "../../../store/market/fill.ts";
import { commissionOf } from "./grid.ts";
import type { Ledger } from "./ledger.ts";
import type { BacktestMarket, ExitReason, Post } from "./result.ts";

/** Cash and what it was spent on, shared by all desks. */
export interface Purse {
  cash: number;
  fees: number;
  turnover: number;
  ambiguous: number;
  readonly ledger: Ledger;
}

const MARKET = { buy: { side: "buy", type: "market" }, sell: { side: "sell", type: "market" } } as const;

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
  next = Number.POSITIVE_INFINITY;
  /** Its place in the tape's entries. */
  entryAt = 0;
  /** The same in the rows of its exit condition. */
  whenAt = 0;
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

  /** Whether the rule takes a part off at this row's close: once, at so many times the initial risk in gain. */
  isPartDue(row: number): boolean {
    const { partial } = this.post.rule.document.exit;
    if (partial === undefined || this.isPartTaken) return false;
    const gain = this.direction * (this.market.columns.close[row]! - this.entryPrice);
    // To four decimals, as the account's own figure is.
    return Math.round((gain / Math.abs(this.entryPrice - this.firstStop)) * 10_000) / 10_000 >= partial.atR;
  }

  private enter(row: number): void {
    const wish = this.entering;
    if (wish === null) throw new RangeError("an entry without its terms");
    const side = this.direction === 1 ? "buy" : "sell";
    const candle = this.candleAt(row);
    const { collarPrice } = wish;
    const order = collarPrice === null ? MARKET[side] : ({ side, type: "market", collarPrice } as const);
    const fill = fillOrder(order, candle, "open", this.costs);
    this.entering = null;
    this.phase = "flat";
    if (fill === null) return;
    this.entryFees = 0;
    this.exitFees = 0;
    this.exitNotional = 0;
    const price = this.settle(fill, side, wish.quantity);
    this.entryFees = this.lastFee;
    this.phase = "open";
    this.quantity = wish.quantity;
    this.entryQuantity = wish.quantity;
    this.entryPrice = price;
    this.entryRow = row;
    this.stop = wish.stopPrice;
    this.firstStop = wish.stopPrice;
    this.target = wish.targetPrice ?? this.direction * Number.POSITIVE_INFINITY;
    this.overdue = false;
    this.isPartTaken = false;
    if (this.isTouched(candle.low, candle.high)) this.meet(row, false);
  }

  private leave(row: number): void {
    const fill = fillOrder(MARKET[this.exitSide], this.candleAt(row), "open", this.costs);
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
    const candle = this.candleAt(row);
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
    const last = { ...this.candleAt(row), open: this.market.columns.close[row]! };
    const fill = fillOrder(MARKET[this.exitSide], last, "open", this.costs);
    if (fill !== null) this.part(fill, row, this.quantity, "end");
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
  private settle(fill: Fill, side: "buy" | "sell", quantity: number): number {
    const { price: grid } = this.market.terms;
    const taken = side === "buy" ? grid.up : grid.down;
    const price = fill.liquidity === "taker" ? taken(fill.price) : grid.nearest(fill.price);
    const notional = price * quantity;
    const fee = commissionOf(notional, commissionBps(fill, this.costs));
    this.purse.cash += (side === "buy" ? -notional : notional) - fee;
    this.purse.fees += fee;
    this.purse.turnover += notional;
    this.lastFee = fee;
    return price;
  }

  private part(fill: Fill, row: number, quantity: number, reason: ExitReason): void {
    const price = this.settle(fill, this.exitSide, quantity);
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
    this.purse.ledger.add(this, reason, {
      entryRow: this.entryRow,
      entryPrice,
      exitRow: row,
      exitPrice: this.lastPart === quantity ? price : exitNotional / quantity,
      quantity,
      fees,
      pnl,
      r: risk === 0 ? Number.NaN : pnl / risk,
    });
  }
}

function isBoth({ side, stopPrice = 0, targetPrice }: WorkingOrder, { low, high }: Candle): boolean {
  if (targetPrice === undefined) return false;
  return side === "sell" ? low <= stopPrice && high > targetPrice : high >= stopPrice && low < targetPrice;
}
