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
  const { side, type } = order;
  if (type === "market") {
    const price =
      phase === "open" ? marketPrice(side, candle.open, order.collarPrice ?? Number.NaN, costs) : Number.NaN;
    return taken(price, "market");
  }
  if (type === "limit") return made(restingPrice(side, needed(order, "limitPrice"), candle, phase), "limit");
  const stop = needed(order, "stopPrice");
  const stopped = taken(stoppedPrice(side, stop, candle, phase, costs), "stop");
  if (type === "stop" || stopped !== null) return stopped;
  // Opening beyond the target does not save a candle that touches the stop as well: it waits, and is stopped in range.
  const isStoppedLater = phase === "open" && !Number.isNaN(stoppedPrice(side, stop, candle, "range", costs));
  return isStoppedLater ? null : made(restingPrice(side, needed(order, "targetPrice"), candle, phase), "target");
}

const taken = (price: number, trigger: Fill["trigger"]): Fill | null =>
  Number.isNaN(price) ? null : { price, liquidity: "taker", trigger };
const made = (price: number, trigger: Fill["trigger"]): Fill | null =>
  Number.isNaN(price) ? null : { price, liquidity: "maker", trigger };

/** The fee of a fill in basis points of its notional. */
export const commissionBps = ({ liquidity }: Pick<Fill, "liquidity">, costs: CostModel): number =>
  liquidity === "maker" ? costs.makerFeeBps : costs.takerFeeBps;

/** Half the spread and the slippage, against whoever takes. */
function takerPrice(side: WorkingOrder["side"], price: number, costs: CostModel): number {
  const share = (costs.spreadBps / 2 + costs.slippageBps) / 10_000;
  return price * (side === "buy" ? 1 + share : 1 - share);
}

/** What a market order gets at the open; NaN beyond its collar (NaN: none). */
export function marketPrice(side: WorkingOrder["side"], open: number, collar: number, costs: CostModel): number {
  const price = takerPrice(side, open, costs);
  return (side === "buy" ? price > collar : price < collar) ? Number.NaN : price;
}

type Range = Pick<Candle, "open" | "high" | "low">;

/**
 * What a limit or a target gets; NaN while it does not fill. It fills only when the price goes through it (a mere touch
 * leaves us in the queue), at the open if better.
 */
export function restingPrice(side: WorkingOrder["side"], limit: number, candle: Range, phase: FillPhase): number {
  if (phase === "entered") return Number.NaN;
  const { open, high, low } = candle;
  const reached = phase === "open" ? open : side === "buy" ? low : high;
  if (side === "buy" ? reached >= limit : reached <= limit) return Number.NaN;
  return side === "buy" ? Math.min(open, limit) : Math.max(open, limit);
}

/**
 * What a stop gets; NaN while it is not touched, which is enough to trigger it. A gap through the stop fills at the open;
 * after an entry inside the range the open lies before it, so there the stop's own price counts, as far as the candle
 * traded there.
 */
export function stoppedPrice(
  side: WorkingOrder["side"],
  stop: number,
  { open, high, low }: Range,
  phase: FillPhase,
  costs: CostModel,
): number {
  const reached = phase === "open" ? open : side === "sell" ? low : high;
  if (side === "sell" ? reached > stop : reached < stop) return Number.NaN;
  const limitOfGap = phase === "entered" ? (side === "sell" ? high : low) : open;
  return takerPrice(side, side === "sell" ? Math.min(limitOfGap, stop) : Math.max(limitOfGap, stop), costs);
}

function needed(order: WorkingOrder, name: "limitPrice" | "stopPrice" | "targetPrice"): number {
  const price = order[name];
  if (price === undefined) throw new RangeError(`a ${order.type} order needs its ${name}`);
  return price;
}
