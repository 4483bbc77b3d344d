import type { Candle } from "./candle.ts";

/** What trading costs, in basis points: fees of the notional, spread full width, slippage of the price. */
export interface CostModel {
  readonly takerFeeBps: number;
  readonly makerFeeBps: number;
  readonly spreadBps: number;
  readonly slippageBps: number;
}

/**
 * Where in a candle we are: at its open; within its range; or in the rest of a candle within whose range the entry was
 * filled, where only stops count, since whether the target was touched before or after the entry cannot be known.
 */
export type FillPhase = "open" | "range" | "entered";

/** `bracket` is a stop and a target of which the first to fill takes the other off. */
export interface WorkingOrder {
  readonly side: "buy" | "sell";
  readonly type: "market" | "limit" | "stop" | "bracket";
  readonly limitPrice?: number;
  readonly stopPrice?: number;
  readonly targetPrice?: number;
  /** Worst price a market order may take: it is an IOC limit at the collar. */
  readonly collarPrice?: number;
}

/** `price` has spread and slippage in it, but no fee: see `commissionBps`. Rounding to increments is the caller's. */
export interface Fill {
  readonly price: number;
  readonly liquidity: "maker" | "taker";
  readonly trigger: "market" | "limit" | "stop" | "target";
}

/**
 * The fill model: paper venue, backtest and counterfactual all ask here. Whole or not at all.
 *
 * Ask at a candle's "open" for every order that works by then, then in its "range" for those still working, "entered"
 * instead for the bracket of an entry filled inside this candle's range. A candle that touches both stop and target
 * counts as stopped, even if it opens beyond the target. Null: no fill (a market order that its collar forbids is the caller's to expire).
 * @throws RangeError when the order lacks the price its type needs.
 */
export function fillOrder(order: WorkingOrder, candle: Candle, phase: FillPhase, costs: CostModel): Fill | null {
  if (order.type === "market") return phase === "open" ? fillMarket(order, candle, costs) : null;
  if (order.type === "limit") return fillResting(order, needed(order, "limitPrice"), candle, phase, "limit");
  const stopped = fillStop(order, needed(order, "stopPrice"), candle, phase, costs);
  if (order.type === "stop") return stopped;
  const target = needed(order, "targetPrice");
  // Opening beyond the target does not save a candle that touches the stop as well: it waits, and is stopped in range.
  const isStoppedLater =
    phase === "open" && fillStop(order, needed(order, "stopPrice"), candle, "range", costs) !== null;
  return stopped ?? (isStoppedLater ? null : fillResting(order, target, candle, phase, "target"));
}

/** The fee of a fill in basis points of its notional. */
export const commissionBps = (fill: Fill, costs: CostModel): number =>
  fill.liquidity === "maker" ? costs.makerFeeBps : costs.takerFeeBps;

/** Half the spread and the slippage, against whoever takes. */
function takerPrice(side: WorkingOrder["side"], price: number, costs: CostModel): number {
  const share = (costs.spreadBps / 2 + costs.slippageBps) / 10_000;
  return price * (side === "buy" ? 1 + share : 1 - share);
}

function fillMarket(order: WorkingOrder, candle: Candle, costs: CostModel): Fill | null {
  const price = takerPrice(order.side, candle.open, costs);
  const collar = order.collarPrice;
  if (collar !== undefined && (order.side === "buy" ? price > collar : price < collar)) return null;
  return { price, liquidity: "taker", trigger: "market" };
}

/** A limit fills only when the price goes through it (a mere touch leaves us in the queue), at the open if better. */
function fillResting(
  { side }: WorkingOrder,
  limit: number,
  candle: Candle,
  phase: FillPhase,
  trigger: "limit" | "target",
): Fill | null {
  if (phase === "entered") return null;
  const reached = phase === "open" ? candle.open : side === "buy" ? candle.low : candle.high;
  if (side === "buy" ? reached >= limit : reached <= limit) return null;
  const price = side === "buy" ? Math.min(candle.open, limit) : Math.max(candle.open, limit);
  return { price, liquidity: "maker", trigger };
}

/**
 * A touch is enough to trigger. A gap through the stop fills at the open; after an entry inside the range the open lies
 * before it, so there the stop's own price counts, as far as the candle traded there.
 */
function fillStop(
  { side }: WorkingOrder,
  stop: number,
  candle: Candle,
  phase: FillPhase,
  costs: CostModel,
): Fill | null {
  const { open, high, low } = candle;
  const reached = phase === "open" ? open : side === "sell" ? low : high;
  if (side === "sell" ? reached > stop : reached < stop) return null;
  const limitOfGap = phase === "entered" ? (side === "sell" ? high : low) : open;
  const price = side === "sell" ? Math.min(limitOfGap, stop) : Math.max(limitOfGap, stop);
  return { price: takerPrice(side, price, costs), liquidity: "taker", trigger: "stop" };
}

function needed(order: WorkingOrder, name: "limitPrice" | "stopPrice" | "targetPrice"): number {
  const price = order[name];
  if (price === undefined) throw new RangeError(`a ${order.type} order needs its ${name}`);
  return price;
}
