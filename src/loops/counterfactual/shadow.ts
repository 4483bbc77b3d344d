import type { Candle } from "../../store/market/candle.ts";
import { commissionBps, type CostModel, type Fill, type FillPhase, fillOrder } from "../../store/market/fill.ts";
import type { Timestamp } from "../../store/time.ts";

/** An entry that did not happen, as it would have been sent. Prices are floats: nothing is bought with them. */
export interface ShadowOrder {
  readonly side: "long" | "short";
  readonly type: "market" | "limit";
  readonly limitPrice?: number;
  readonly collarPrice?: number;
  readonly stopPrice: number;
  readonly targetPrice: number | null;
  /** Candles it may wait for its fill. */
  readonly goodForCandles: number;
  /** Candles after which it is left at the latest, the entry's own included; null for none. */
  readonly horizonBars: number | null;
}

/** What became of it. `censored`: the candles ended while it was open; its R is that of the last close, and labeled. */
export interface Shadow {
  readonly order: ShadowOrder;
  readonly state: "waiting" | "open" | "closed" | "unfilled" | "censored";
  readonly waited: number;
  readonly barsHeld: number;
  readonly entryAt: Timestamp | null;
  readonly entryPrice: number;
  readonly entryFee: number;
  /** Where the stop is now; the first one is the order's. */
  readonly stopPrice: number;
  readonly isLeaving: boolean;
  /** Share of the position that leaves with the next open, the rest goes on; null when none does. */
  readonly leavingShare: number | null;
  /** What left before the rest; null when nothing did. */
  readonly part: ShadowPart | null;
  readonly exitAt: Timestamp | null;
  /** Average over all that left, where a part left earlier. */
  readonly exitPrice: number | null;
  readonly exitReason: "stop" | "target" | "when" | "time" | null;
  /** Net of fees, in units of the initial risk, of all that was entered; null while it is not known. */
  readonly r: number | null;
  readonly mfeR: number;
  readonly maeR: number;
}

/** A share that was taken off, 0 to 1, at a price, with its fee as if it had been the whole. */
interface ShadowPart {
  readonly share: number;
  readonly price: number;
  readonly fee: number;
}

/** What the rule says on a candle's close of a position it would have had. */
export interface RuleWish {
  readonly leave?: boolean;
  readonly stopTo?: number;
  /** It takes `pct` percent off, once, when a close stands `atR` times the initial risk in gain. */
  readonly partial?: { readonly atR: number; readonly pct: number };
}

export const openShadow = (order: ShadowOrder): Shadow => ({
  order,
  state: "waiting",
  waited: 0,
  barsHeld: 0,
  entryAt: null,
  entryPrice: Number.NaN,
  entryFee: 0,
  stopPrice: order.stopPrice,
  isLeaving: false,
  leavingShare: null,
  part: null,
  exitAt: null,
  exitPrice: null,
  exitReason: null,
  r: null,
  mfeR: 0,
  maeR: 0,
});

/**
 * The next candle after the signal's, under the fill model and costs of everything else here; a candle that touches stop
 * and target both counts as stopped. Only candles later than the wish may be handed in. What is over stays as it is.
 */
export function advanceShadow(shadow: Shadow, candle: Candle, costs: CostModel, wish: RuleWish = {}): Shadow {
  if (shadow.state === "waiting") return decided(entered(shadow, candle, costs), candle, wish);
  if (shadow.state !== "open") return shadow;
  const left = shadow.isLeaving ? fillOrder(market(shadow, "exit"), candle, "open", costs) : null;
  if (left !== null) return closed(shadow, candle, left, costs, shadow.exitReason ?? "when");
  const rest = held(partedAt(shadow, candle, costs), candle);
  return decided(protectedIn(rest, candle, costs, ["open", "range"]), candle, wish);
}

/** The part that was to leave, gone at the open like any exit at the market. Its size is taken to be one that can trade. */
function partedAt(shadow: Shadow, candle: Candle, costs: CostModel): Shadow {
  const { leavingShare: share } = shadow;
  const fill = share === null ? null : fillOrder(market(shadow, "exit"), candle, "open", costs);
  if (share === null || fill === null) return shadow;
  return { ...shadow, leavingShare: null, part: { share, price: fill.price, fee: feeOf(fill, costs) } };
}

/** The candles are over: what is open is valued at the last close, what waits was never filled. */
export function censorShadow(shadow: Shadow, last: Candle, costs: CostModel): Shadow {
  if (shadow.state === "waiting") return { ...shadow, state: "unfilled" };
  if (shadow.state !== "open") return shadow;
  const fill: Fill = { price: last.close, liquidity: "taker", trigger: "market" };
  return { ...closed(shadow, last, fill, costs, null), state: "censored" };
}

function entered(shadow: Shadow, candle: Candle, costs: CostModel): Shadow {
  const { order } = shadow;
  const entry = order.type === "market" ? market(shadow, "entry") : limit(order);
  const atOpen = fillOrder(entry, candle, "open", costs);
  const fill = atOpen ?? (order.type === "limit" ? fillOrder(entry, candle, "range", costs) : null);
  const waited = shadow.waited + 1;
  if (fill === null) return { ...shadow, waited, state: waited >= order.goodForCandles ? "unfilled" : "waiting" };
  const entryFee = feeOf(fill, costs);
  const risk = direction(shadow) * (fill.price - order.stopPrice);
  // Filled beyond its own stop: such an entry has no risk to measure by, and the gate would have refused it.
  if (!(risk > 0)) return { ...shadow, waited, state: "unfilled" };
  const open: Shadow = { ...shadow, waited, state: "open", entryAt: candle.ts, entryPrice: fill.price, entryFee };
  return protectedIn(held(open, candle), candle, costs, [atOpen === null ? "entered" : "range"]);
}

/** One more candle in the market, with how far it went for and against: the worst case counts on the entry's own candle too. */
function held(shadow: Shadow, { high, low }: Candle): Shadow {
  const [best, worst] = shadow.order.side === "long" ? [high, low] : [low, high];
  const inR = (price: number) => (direction(shadow) * (price - shadow.entryPrice)) / riskOf(shadow);
  return {
    ...shadow,
    barsHeld: shadow.barsHeld + 1,
    mfeR: Math.max(shadow.mfeR, inR(best)),
    maeR: Math.min(shadow.maeR, inR(worst)),
  };
}

function protectedIn(shadow: Shadow, candle: Candle, costs: CostModel, phases: readonly FillPhase[]): Shadow {
  const { targetPrice, side } = shadow.order;
  const out = side === "long" ? ("sell" as const) : ("buy" as const);
  const stop = { side: out, stopPrice: shadow.stopPrice };
  const order =
    targetPrice === null ? { ...stop, type: "stop" as const } : { ...stop, type: "bracket" as const, targetPrice };
  for (const phase of phases) {
    const fill = fillOrder(order, candle, phase, costs);
    if (fill !== null) return closed(shadow, candle, fill, costs, fill.trigger === "target" ? "target" : "stop");
  }
  return shadow;
}

/**
 * What its rule wants on the close, in the order in which it is asked with real money: leave, take a part off, move the
 * stop. The exit itself waits for the next open, a stop only ever tightens.
 */
function decided(shadow: Shadow, candle: Candle, { leave = false, stopTo, partial }: RuleWish): Shadow {
  if (shadow.state !== "open") return shadow;
  const { horizonBars } = shadow.order;
  if (leave) return { ...shadow, isLeaving: true, exitReason: "when" };
  if (horizonBars !== null && shadow.barsHeld >= horizonBars) return { ...shadow, isLeaving: true, exitReason: "time" };
  if (partial !== undefined && shadow.part === null && gainR(shadow, candle) >= partial.atR)
    return { ...shadow, leavingShare: partial.pct / 100 };
  const isTighter =
    stopTo !== undefined &&
    direction(shadow) * (stopTo - shadow.stopPrice) > 0 &&
    direction(shadow) * (candle.close - stopTo) > 0;
  return isTighter ? { ...shadow, stopPrice: stopTo } : shadow;
}

/** Whole or the rest of it: what left before counts by its share. */
function closed(shadow: Shadow, { ts }: Candle, fill: Fill, costs: CostModel, reason: Shadow["exitReason"]): Shadow {
  const { part, entryPrice, entryFee } = shadow;
  const [share, soldAt, fee] = part === null ? [0, 0, 0] : [part.share, part.price, part.fee];
  const exitPrice = (1 - share) * fill.price + share * soldAt;
  const fees = entryFee + (1 - share) * feeOf(fill, costs) + share * fee;
  const r = (direction(shadow) * (exitPrice - entryPrice) - fees) / riskOf(shadow);
  const over = { state: "closed", isLeaving: false, leavingShare: null } as const;
  return { ...shadow, ...over, exitAt: ts, exitPrice, exitReason: reason, r };
}

const feeOf = (fill: Fill, costs: CostModel): number => (fill.price * commissionBps(fill, costs)) / 10_000;
/** To four decimals, as an account's own figure is. */
const gainR = (shadow: Shadow, { close }: Candle): number =>
  Math.round(((direction(shadow) * (close - shadow.entryPrice)) / riskOf(shadow)) * 10_000) / 10_000;
const direction = ({ order }: Shadow): 1 | -1 => (order.side === "long" ? 1 : -1);
const riskOf = ({ entryPrice, order }: Shadow): number => Math.abs(entryPrice - order.stopPrice);

function market({ order }: Shadow, purpose: "entry" | "exit") {
  const side = (order.side === "long") === (purpose === "entry") ? ("buy" as const) : ("sell" as const);
  const collar = purpose === "entry" && order.collarPrice !== undefined ? { collarPrice: order.collarPrice } : {};
  return { side, type: "market" as const, ...collar };
}

const limit = ({ side, limitPrice }: ShadowOrder) => ({
  side: side === "long" ? ("buy" as const) : ("sell" as const),
  type: "limit" as const,
  ...(limitPrice === undefined ? {} : { limitPrice }),
});
