import type { Candle } from "../../store/market/candle.ts";
import type { Timestamp } from "../../store/time.ts";
import type { ValidRule } from "../../store/rules/validate.ts";
import type { Readings } from "./compile.ts";

/** What a rule needs to know about its open position. */
export interface OpenPosition {
  readonly entryTs: Timestamp;
  readonly entryPrice: number;
  readonly stopPrice: number;
  /** Candles closed since the entry, the entry's own included. */
  readonly barsHeld: number;
  /** The exit condition held on a candle since the entry, and the exit did not come about. */
  readonly isOverdue?: boolean;
  /** Unrealized P&L over the initial risk, before fees; null when there was none. */
  readonly r?: number | null;
  /** Whether a part of it was taken off already. */
  readonly isPartTaken?: boolean;
}

/**
 * Leave (`when` the rule's condition holds, or its `time` is up), take a part off (`pct` percent of what is held), or
 * move the stop closer to the price.
 */
export type Exit =
  | { readonly reason: "when" | "time" }
  | { readonly reason: "partial"; readonly pct: number }
  | { readonly tightenStopTo: number };

/**
 * What the rule wants of its position on this candle, or null. Stop and target are not looked at: the gate runs them.
 * A rule that said leave means it until it is out: a crossing seen while the line was down does not come a second time.
 */
export function exitOf(position: OpenPosition, readings: Readings, rule: ValidRule, candle: Candle): Exit | null {
  const reason = leaveReason(readings.exitWhen || position.isOverdue === true, position.barsHeld, rule);
  if (reason !== null) return { reason };
  const { partial } = rule.document.exit;
  if (partial !== undefined && position.isPartTaken !== true && (position.r ?? 0) >= partial.atR) {
    return { reason: "partial", pct: partial.pct };
  }
  const { trailDistance } = readings;
  if (trailDistance === null) return null;
  const tightened = trailedStop(position.stopPrice, candle.close, trailDistance, rule.document.side);
  return tightened === null ? null : { tightenStopTo: tightened };
}

/** Why to leave, if there is a reason: the rule's condition comes before its time. */
export function leaveReason(isWanted: boolean, barsHeld: number, rule: ValidRule): "when" | "time" | null {
  const { timeBars } = rule.document.exit;
  if (isWanted) return "when";
  return timeBars !== "none" && barsHeld >= timeBars ? "time" : null;
}

/**
 * Where a trailing stop moves, or null. It follows the closes and only ever tightens; it stays on the far side of the
 * close, where a stop is.
 */
export function trailedStop(stop: number, close: number, distance: number, side: "long" | "short"): number | null {
  if (!Number.isFinite(distance) || distance <= 0) return null;
  const direction = side === "long" ? 1 : -1;
  const trailed = close - direction * distance;
  return direction * (trailed - stop) > 0 && trailed > 0 ? trailed : null;
}
