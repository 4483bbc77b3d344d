import { orderIdOf } from "../../store/ids.ts";
import { add, isLess, isPositive, type Money, subtract } from "../../store/money.ts";
import type { OrderSpec } from "../../store/words/order.ts";
import type { GateState, Position, WorkingOrder } from "../mind/state.ts";
import type { Story } from "./story.ts";

/** Stops of a position that may live, whatever is known of them: what changes the position has to end them all. */
export const stopsOf = (state: GateState, positionId: string): readonly WorkingOrder[] =>
  Object.values(state.orders).filter(({ spec }) => spec.positionId === positionId && spec.role === "stop");

/** A stop that may live or not, or that was asked to go: no other may stand beside it. */
const isDoubtful = ({ state }: WorkingOrder): boolean => state === "pending_cancel" || state === "unknown";

/** Stops of a position that are at the venue, or on their way there. */
const standingStops = (state: GateState, positionId: string): readonly WorkingOrder[] =>
  stopsOf(state, positionId).filter((order) => !isDoubtful(order));

/** Those that the venue said it has: nothing else covers what is held. */
export const restingStops = (state: GateState, positionId: string): readonly WorkingOrder[] =>
  stopsOf(state, positionId).filter((order) => order.state === "accepted");

const quantityOf = (orders: readonly WorkingOrder[]): Money =>
  add(...orders.map(({ spec, filledQuantity }) => subtract(spec.quantity, filledQuantity)));

/**
 * What the gate itself must watch: held less what rests at the venue. Derived, never stored, so that
 * Σ(resting + gate-run) = held holds at every moment by construction.
 */
export const gateRunQuantity = (state: GateState, position: Position): Money =>
  subtract(position.quantity, quantityOf(restingStops(state, position.positionId)));

export const workingExits = (state: GateState, positionId: string): readonly WorkingOrder[] =>
  Object.values(state.orders).filter(({ spec }) => spec.positionId === positionId && spec.role === "exit");

/** Covers what is held and not yet covered with a stop at the venue; while an exit is under way the gate runs the stop. */
export function protect(story: Story, positionId: string): void {
  const position = story.state.positions[positionId];
  if (position === undefined || position.exitWanted !== null) return;
  if (workingExits(story.state, positionId).length > 0) return;
  // A stop on its way out may still hold its quantity at the venue: the new one waits for the confirmation.
  const doubtful = stopsOf(story.state, positionId).some(isDoubtful);
  const uncovered = subtract(position.quantity, quantityOf(standingStops(story.state, positionId)));
  const { minQuantity: smallest, stops } = story.state.instruments[position.symbol] ?? {};
  if (stops === "GATE-ONLY") return;
  if (doubtful || !isPositive(uncovered) || smallest === undefined || isLess(uncovered, smallest)) return;
  const spec = stopFor(position, uncovered, stops !== "STOP-ONLY");
  story.tell("order.reserved", spec, position.correlationId);
  story.tell("order.submitted", { clientOrderId: spec.clientOrderId }, position.correlationId);
}

/** With its target beside it where that can rest as well; else the gate watches the target. */
function stopFor(position: Position, quantity: Money, isBracketed: boolean): OrderSpec {
  const targetPrice = isBracketed ? position.targetPrice : null;
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
    type: targetPrice === null ? "stop" : "bracket",
    quantity,
    limitPrice: null,
    collarPrice: null,
    stopPrice: position.stopPrice,
    targetPrice,
    protection: null,
    timeInForce: "gtc",
    expiresAt: null,
    attempt,
    reason: "protection",
  };
}
