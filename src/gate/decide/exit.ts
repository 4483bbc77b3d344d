import { orderIdOf } from "../../store/ids.ts";
import { isMore, isPositive, least, type Money, subtract } from "../../store/money.ts";
import type { OrderSpec } from "../../store/words/order.ts";
import type { Position } from "../mind/state.ts";
import { freeToExit } from "../ledger/reserved.ts";
import { requestCancel } from "./cancel.ts";
import type { Story } from "./story.ts";

/** What an exit may say about itself; the rest follows from its position. */
export interface ExitTerms {
  readonly quantity: Money;
  readonly reason: string;
  readonly intentId: string | null;
  readonly limitPrice: Money | null;
}

/**
 * Begins to leave a position: the exit is reserved, its stops are asked to go, and only when they are confirmed gone is
 * it sent, so that never two live sells stand against one holding. Meanwhile the gate runs the stop.
 */
export function beginExit(story: Story, positionId: string, terms: ExitTerms): string | null {
  const position = story.state.positions[positionId];
  if (position === undefined) return null;
  const quantity = least(terms.quantity, freeToExit(story.state, positionId));
  if (!isPositive(quantity)) return null;
  const spec = exitOf(position, { ...terms, quantity });
  story.tell("order.reserved", spec, position.correlationId);
  for (const { spec: stop } of Object.values(story.state.orders)) {
    if (stop.positionId === positionId && stop.role === "stop") requestCancel(story, stop.clientOrderId, "exit first");
  }
  releaseExits(story, positionId);
  return spec.clientOrderId;
}

/** Sends the exits that were waiting for stops to be gone. An exit that has become too large gives way to a smaller one. */
export function releaseExits(story: Story, positionId: string): void {
  const ofPosition = Object.values(story.state.orders).filter(({ spec }) => spec.positionId === positionId);
  if (ofPosition.some(({ spec }) => spec.role === "stop")) return;
  for (const { spec, state, correlationId } of ofPosition) {
    if (spec.role !== "exit" || state !== "reserved") continue;
    const others = ofPosition
      .filter((other) => other.spec.role === "exit" && other.spec.clientOrderId !== spec.clientOrderId)
      .map((other) => subtract(other.spec.quantity, other.filledQuantity));
    const free = subtract(story.state.positions[positionId]?.quantity ?? "0", ...others);
    if (isMore(spec.quantity, free)) {
      story.tell(
        "order.canceled",
        { clientOrderId: spec.clientOrderId, cause: "larger than what is left" },
        correlationId,
      );
      const { reason, intentId, limitPrice } = spec;
      if (isPositive(free)) beginExit(story, positionId, { quantity: free, reason, intentId, limitPrice });
    } else {
      story.tell("order.submitted", { clientOrderId: spec.clientOrderId }, correlationId);
    }
  }
}

function exitOf(position: Position, terms: ExitTerms): OrderSpec {
  const attempt = position.attempts.exit;
  return {
    clientOrderId: orderIdOf(position.positionId, "exit", attempt),
    positionId: position.positionId,
    intentId: terms.intentId,
    ruleId: position.ruleId,
    ruleVersion: position.ruleVersion,
    symbol: position.symbol,
    role: "exit",
    side: position.side === "long" ? "sell" : "buy",
    type: terms.limitPrice === null ? "market" : "limit",
    quantity: terms.quantity,
    limitPrice: terms.limitPrice,
    collarPrice: null,
    stopPrice: null,
    targetPrice: null,
    protection: null,
    timeInForce: terms.limitPrice === null ? "ioc" : "gtc",
    expiresAt: null,
    attempt,
    reason: terms.reason,
  };
}
