import { orderIdOf } from "../../store/ids.ts";
import { isMore, isPositive, least, type Money, subtract } from "../../store/money.ts";
import type { OrderSpec } from "../../store/words/order.ts";
import type { GateState, Position, WorkingOrder } from "../mind/state.ts";
import { freeToExit } from "../ledger/reserved.ts";
import { requestCancel } from "./cancel.ts";
import type { Story } from "./story.ts";

/** What an exit may say about itself; the rest follows from its position. */
export interface ExitTerms {
  readonly quantity: Money;
  readonly reason: string;
  readonly intentId: string | null;
  readonly limitPrice: Money | null;
  readonly timeInForce: OrderSpec["timeInForce"];
}

/** Out at whatever the market gives. */
export const atMarket = (quantity: Money, reason: string): ExitTerms => ({
  quantity,
  reason,
  intentId: null,
  limitPrice: null,
  timeInForce: "ioc",
});

/** The id that the next exit of a position will have. */
export const nextExitId = ({ positionId, attempts }: Position): string => orderIdOf(positionId, "exit", attempts.exit);

/**
 * Begins to leave a position: the exit is reserved, its stops are asked to go, and only when they are confirmed gone is
 * it sent, so that never two live sells stand against one holding. Meanwhile the gate runs the stop. What of its entry
 * still works is taken back: one does not come in and go out at once.
 */
export function beginExit(story: Story, positionId: string, terms: ExitTerms): void {
  const position = story.state.positions[positionId];
  if (position === undefined) return;
  const quantity = least(terms.quantity, freeToExit(story.state, positionId));
  if (!isPositive(quantity)) return;
  story.tell("order.reserved", exitOf(position, { ...terms, quantity }), position.correlationId);
  for (const { spec } of ordersOf(story.state, positionId)) {
    if (spec.role !== "exit") requestCancel(story, spec.clientOrderId, "exit first");
  }
  releaseExits(story, positionId);
}

/** Sends the exits that waited, once every stop is gone. One that has become too large gives way to a smaller one. */
export function releaseExits(story: Story, positionId: string): void {
  if (ordersOf(story.state, positionId).some(({ spec }) => spec.role === "stop")) return;
  for (const { spec, correlationId } of ordersOf(story.state, positionId).filter(isWaiting)) {
    const { clientOrderId } = spec;
    const free = unsold(story.state, positionId);
    if (!isMore(spec.quantity, free)) {
      story.tell("order.submitted", { clientOrderId }, correlationId);
      continue;
    }
    story.tell("order.canceled", { clientOrderId, cause: "larger than what is left" }, correlationId);
    const position = story.state.positions[positionId];
    if (position === undefined || !isPositive(free)) continue;
    const smaller = exitOf(position, { ...spec, quantity: free });
    story.tell("order.reserved", smaller, correlationId);
    story.tell("order.submitted", { clientOrderId: smaller.clientOrderId }, correlationId);
  }
}

/** Exits that were reserved while stops still stood. */
export const isWaiting = ({ spec, state }: WorkingOrder): boolean => spec.role === "exit" && state === "reserved";

const ordersOf = (state: GateState, positionId: string): readonly WorkingOrder[] =>
  Object.values(state.orders).filter(({ spec }) => spec.positionId === positionId);

/** Held less what the exits that were sent will sell. */
function unsold(state: GateState, positionId: string): Money {
  const sent = ordersOf(state, positionId).filter((order) => order.spec.role === "exit" && !isWaiting(order));
  const selling = sent.map(({ spec, filledQuantity }) => subtract(spec.quantity, filledQuantity));
  return subtract(state.positions[positionId]?.quantity ?? "0", ...selling);
}

function exitOf(position: Position, terms: ExitTerms): OrderSpec {
  return {
    clientOrderId: nextExitId(position),
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
    timeInForce: terms.timeInForce,
    expiresAt: null,
    attempt: position.attempts.exit,
    reason: terms.reason,
  };
}
