import { absolute, divide, isLess, isPositive, isZero, least, negate } from "../../store/money.ts";
import { tradeOf } from "../ledger/trade.ts";
import { requestCancel } from "./cancel.ts";
import type { Story } from "./story.ts";

/**
 * A person looked: what was sold past the gate beyond what was EXTERNAL came out of the rules' positions, the oldest
 * first. They give it up at the price it was sold at (coins that were moved: at their worth then), and their stops and
 * exits are made anew for what is left: the old ones are for more than that.
 */
export function settleExternals(story: Story): void {
  for (const [symbol, { quantity, cost }] of Object.entries(story.state.externals)) {
    if (!isLess(quantity, "0")) continue;
    const price = absolute(divide(cost, quantity, 12));
    if (!isZero(price)) settle(story, symbol, negate(quantity), price);
  }
}

function settle(story: Story, symbol: string, missing: string, price: string): void {
  let left = missing;
  for (const { positionId, correlationId } of Object.values(story.state.positions)) {
    const position = story.state.positions[positionId];
    if (position?.symbol !== symbol || position.side !== "long" || !isPositive(left)) continue;
    const quantity = least(left, position.quantity);
    takeBackSells(story, positionId);
    story.tell("external.settled", { positionId, symbol, quantity, price }, correlationId);
    left = negate(story.state.externals[symbol]?.quantity ?? "0");
    closeIfEmpty(story, positionId);
  }
}

/** Those without an answer as well: one that is found later would sell what is not held. */
function takeBackSells(story: Story, positionId: string): void {
  for (const { spec } of Object.values(story.state.orders)) {
    if (spec.positionId === positionId && spec.role !== "entry") requestCancel(story, spec.clientOrderId, "settled");
  }
}

function closeIfEmpty(story: Story, positionId: string): void {
  const position = story.state.positions[positionId];
  if (position === undefined || !isZero(position.quantity)) return;
  for (const { spec } of Object.values(story.state.orders)) {
    if (spec.positionId === positionId) requestCancel(story, spec.clientOrderId, "position closed");
  }
  const at = Math.max(story.context.now, position.openedAt);
  story.tell("position.closed", tradeOf(position, at), position.correlationId);
}
