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
}

/** Leave (`when` the rule's condition holds, or its `time` is up), or move the stop closer to the price. */
export type Exit = { readonly reason: "when" | "time" } | { readonly tightenStopTo: number };

/**
 * What the rule wants of its position on this candle, or null. Stop and target are not looked at: the gate runs them.
 * A rule that said leave means it until it is out: a crossing seen while the line was down does not come a second time.
 * A trailing stop follows the closes and only ever tightens; it stays on the far side of the close, where a stop is.
 */
export function exitOf(
  position: Pick<OpenPosition, "stopPrice" | "barsHeld" | "isOverdue">,
  readings: Pick<Readings, "exitWhen" | "trailDistance">,
  rule: ValidRule,
  candle: Pick<Candle, "close">,
): Exit | null {
  const { side, exit } = rule.document;
  if (readings.exitWhen || position.isOverdue === true) return { reason: "when" };
  if (exit.timeBars !== "none" && position.barsHeld >= exit.timeBars) return { reason: "time" };
  const { trailDistance } = readings;
  if (trailDistance === null || !Number.isFinite(trailDistance) || trailDistance <= 0) return null;
  const direction = side === "long" ? 1 : -1;
  const trailed = candle.close - direction * trailDistance;
  const isTighter = direction * (trailed - position.stopPrice) > 0;
  return isTighter && trailed > 0 ? { tightenStopTo: trailed } : null;
}
