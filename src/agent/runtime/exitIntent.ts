import type { PositionRow } from "../../gate/contract/status.ts";
import type { Candle } from "../../store/market/candle.ts";
import type { Instrument } from "../../store/market/instruments.ts";
import { isLess, isMore, isPositive, type Money, percentOf, roundTo, subtract, toNumber } from "../../store/money.ts";
import type { Timestamp } from "../../store/time.ts";
import { type Intent, intent } from "../../store/words/intent.ts";
import { exitOf } from "../strategy/exits.ts";
import type { Member } from "./crew.ts";
import { gridFor } from "./entryIntent.ts";

/** What is decided of an open position on one candle. */
export interface ExitScene {
  readonly position: PositionRow;
  readonly member: Member;
  readonly candle: Candle;
  readonly instrument: Instrument | null;
  readonly barsHeld: number;
  readonly isPartTaken: boolean;
  readonly candleMs: number;
  readonly intentId: string;
  readonly now: Timestamp;
}

/** Leave it, or a part of it, or move its stop, or (null) let it run. */
export type ExitWish = { readonly intent: Intent; readonly isPart: boolean } | { readonly tightenTo: Money } | null;

/** What the rule wants of its position, as the wire says it. A stop on the grid that is no closer is not worth a frame. */
export function exitWish(scene: ExitScene): ExitWish {
  const { position, member, candle, instrument, candleMs } = scene;
  if (member.readings === null) return null;
  // The entry's own candle counts, the signal's does not: it closed before there was a position.
  const isOverdue = member.exitTs !== null && member.exitTs > position.openedAt - candleMs;
  const held = {
    entryTs: position.openedAt,
    entryPrice: toNumber(position.entryPrice),
    stopPrice: toNumber(position.stopPrice),
    barsHeld: scene.barsHeld,
    isOverdue,
    r: position.r,
    isPartTaken: scene.isPartTaken,
  };
  const exit = exitOf(held, member.readings, member.rule, candle);
  if (exit === null) return null;
  if ("reason" in exit && exit.reason !== "partial")
    return { intent: exitIntent(scene, exit.reason, position.quantity), isPart: false };
  if (instrument === null) return null;
  if ("reason" in exit) {
    const part = partOf(position.quantity, exit.pct, instrument);
    return part === null ? null : { intent: exitIntent(scene, exit.reason, part), isPart: true };
  }
  const long = position.side === "long";
  const stopPrice = gridFor(instrument.priceIncrement)(exit.tightenStopTo, long ? "down" : "up");
  const closer = long ? isMore(stopPrice, position.stopPrice) : isLess(stopPrice, position.stopPrice);
  return closer && isPositive(stopPrice) ? { tightenTo: stopPrice } : null;
}

const WHY = {
  when: "its exit condition holds",
  time: "its time is up",
  partial: "it has gained what a part of it is taken off for",
} as const;

/** That share of a quantity on the instrument's grid; null where it, or what would stay, is less than can be traded. */
function partOf(quantity: Money, pct: number, { quantityIncrement, minQuantity }: Instrument): Money | null {
  const part = roundTo(percentOf(quantity, pct), quantityIncrement, "down");
  const left = subtract(quantity, part);
  return isPositive(part) && !isLess(part, minQuantity) && !isLess(left, minQuantity) ? part : null;
}

function exitIntent(scene: ExitScene, reason: keyof typeof WHY, quantity: Money): Intent {
  const { position, member, candle, instrument } = scene;
  const { document } = member.rule;
  const grid = gridFor(instrument?.priceIncrement ?? "0.00000001");
  return intent.parse({
    intentId: scene.intentId,
    ruleId: position.ruleId,
    ruleVersion: document.version,
    symbol: position.symbol,
    purpose: "exit",
    side: position.side === "long" ? "sell" : "buy",
    quantity,
    type: "market",
    timeInForce: "ioc",
    thesis: {
      claim: `rule exit: ${reason}`,
      evidence: [`${WHY[reason]} after ${scene.barsHeld} candles`],
      invalidation: "none: an exit closes what was opened",
      horizonBars: null,
      expectedR: null,
    },
    reference: { price: grid(candle.close, "nearest"), candleTs: candle.ts },
    createdAt: scene.now,
    positionId: position.positionId,
  });
}
