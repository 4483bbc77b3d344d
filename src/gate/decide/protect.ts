import { orderIdOf } from "../../store/ids.ts";
import { isLess, isPositive, type Money, subtract } from "../../store/money.ts";
import type { OrderSpec } from "../../store/words/order.ts";
import type { GateState, Position, WorkingOrder } from "../mind/state.ts";
import type { Story } from "./story.ts";

/** Working stops of a position: those that cover it now, without the ones whose cancel was asked for. */
export const restingStops = (state: GateState, positionId: string): readonly WorkingOrder[] =>
  Object.values(state.orders).filter(
    ({ spec, state: life }) => spec.positionId === positionId && spec.role === "stop" && life !== "pending_cancel",
  );

/**
 * What the gate itself must watch: held less what rests at the venue. Derived, never stored, so that
 * Σ(resting + gate-run) = held holds at every moment by construction.
 */
export const gateRunQuantity = (state: GateState, position: Position): Money =>
  subtract(
    position.quantity,
    ...restingStops(state, position.positionId).map(({ spec, filledQuantity }) =>
      subtract(spec.quantity, filledQuantity),
    ),
  );

export const workingExits = (state: GateState, positionId: string): readonly WorkingOrder[] =>
  Object.values(state.orders).filter(({ spec }) => spec.positionId === positionId && spec.role === "exit");

/** Covers what is held and not yet covered with a stop at the venue; while an exit is under way the gate runs the stop. */
export function protect(story: Story, positionId: string): void {
  const position = story.state.positions[positionId];
  if (position === undefined || position.exitWanted !== null) return;
  if (workingExits(story.state, positionId).length > 0) return;
  // A stop on its way out still holds its quantity at the venue: the new one waits for the confirmation.
  const leaving = Object.values(story.state.orders).some(
    ({ spec, state }) => spec.positionId === positionId && spec.role === "stop" && state === "pending_cancel",
  );
  const uncovered = gateRunQuantity(story.state, position);
  const smallest = story.context.instrument(position.symbol)?.minQuantity;
  if (leaving || !isPositive(uncovered) || smallest === undefined || isLess(uncovered, smallest)) return;
  const spec = stopFor(position, uncovered);
  story.tell("order.reserved", spec, position.correlationId);
  story.tell("order.submitted", { clientOrderId: spec.clientOrderId }, position.correlationId);
}

function stopFor(position: Position, quantity: Money): OrderSpec {
  const attempt = position.attempts.stop;
  return {
    clientOrderId: orderIdOf(position.positionId, "stop", attempt),
    positionId: position.positionId,
    intentId: null,
    ruleId: position.ruleId,
    ruleVersion: position.ruleVersion,
    symbol: position.symbol,
    role: "stop",
    side: position.side === "long" ? "sell" : "buy",
    type: position.targetPrice === null ? "stop" : "bracket",
    quantity,
    limitPrice: null,
    collarPrice: null,
    stopPrice: position.stopPrice,
    targetPrice: position.targetPrice,
    protection: null,
    timeInForce: "gtc",
    expiresAt: null,
    attempt,
    reason: "protection",
  };
}
