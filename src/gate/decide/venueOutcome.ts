import { isZero, subtract } from "../../store/money.ts";
import type { FillReport } from "../../store/words/order.ts";
import { tradeOf } from "../ledger/trade.ts";
import type { WorkingOrder } from "../mind/state.ts";
import { requestCancel } from "./cancel.ts";
import type { Decider } from "./command.ts";
import { releaseExits } from "./exit.ts";
import { settleFlattening } from "./flatten.ts";
import { protect, workingExits } from "./protect.ts";
import type { Story } from "./story.ts";

export const venueAccepted: Decider<"venue.accepted"> = (story, { clientOrderId, venueOrderId }) => {
  const order = story.state.orders[clientOrderId];
  if (order !== undefined && order.venueOrderId === null) story.tell("order.accepted", { clientOrderId, venueOrderId });
};

export const venueUnknown: Decider<"venue.unknown"> = (story, { clientOrderId, cause }) => {
  if (story.state.orders[clientOrderId] !== undefined) story.tell("order.unknown", { clientOrderId, cause });
};

/** A refused stop is not sent again at once: the gate runs it. A refused exit is, with the next tick. */
export const venueRejected: Decider<"venue.rejected"> = (story, { clientOrderId, reason }) => {
  const order = story.state.orders[clientOrderId];
  if (order === undefined) return;
  story.tell("order.rejected", { clientOrderId, reason });
  if (order.spec.role !== "stop") afterEnd(story, order);
};

export const venueCanceled: Decider<"venue.canceled"> = (story, { clientOrderId, cause }) => {
  const order = story.state.orders[clientOrderId];
  if (order === undefined) return;
  story.tell("order.canceled", { clientOrderId, cause });
  afterEnd(story, order);
};

export const venueExpired: Decider<"venue.expired"> = (story, { clientOrderId, cause }) => {
  const order = story.state.orders[clientOrderId];
  if (order === undefined) return;
  story.tell("order.expired", { clientOrderId, cause });
  afterEnd(story, order);
};

/** An execution: booked, then what is held is covered, or what is left is tidied up. */
export const venueFilled: Decider<"venue.filled"> = (story, { fill }) => {
  const order = story.state.orders[fill.clientOrderId] ?? story.state.ended[fill.clientOrderId];
  if (order === undefined) {
    const what = `fill ${fill.tradeId} of an order this gate does not know: ${fill.clientOrderId}`;
    story.tell("gate.reconciled", { orders: Object.keys(story.state.orders).length, differences: [what] });
    return;
  }
  if (order.tradeIds.includes(fill.tradeId)) return;
  if (order.spec.role === "entry") bookEntry(story, order, fill);
  else bookExit(story, order, fill);
};

function bookEntry(story: Story, order: WorkingOrder, fill: FillReport): void {
  const { spec } = order;
  if (spec.protection === null) throw new RangeError(`entry ${spec.clientOrderId} without protection`);
  if (story.state.positions[spec.positionId] === undefined) {
    story.tell("position.opened", {
      positionId: spec.positionId,
      ruleId: spec.ruleId,
      ruleVersion: spec.ruleVersion,
      symbol: spec.symbol,
      side: spec.side === "buy" ? "long" : "short",
      stopPrice: spec.protection.stopPrice,
      targetPrice: spec.protection.targetPrice,
      plannedPrice: story.state.marks[spec.symbol]?.price ?? fill.lastPrice,
      openedAt: fill.filledAt,
    });
  }
  story.tell("order.filled", { ...fill, leavesQuantity: leaves(order, fill) });
  protect(story, spec.positionId);
}

function bookExit(story: Story, order: WorkingOrder, fill: FillReport): void {
  const { positionId } = order.spec;
  story.tell("order.filled", { ...fill, leavesQuantity: leaves(order, fill) });
  const position = story.state.positions[positionId];
  if (position === undefined) return;
  if (!isZero(position.quantity)) {
    if (isZero(leaves(order, fill))) afterEnd(story, order);
    return;
  }
  for (const { spec } of Object.values(story.state.orders)) {
    if (spec.positionId === positionId) requestCancel(story, spec.clientOrderId, "position closed");
  }
  story.tell("position.closed", tradeOf(position, fill.filledAt));
  settleFlattening(story);
}

const leaves = (order: WorkingOrder, fill: FillReport): string =>
  subtract(order.spec.quantity, order.filledQuantity, fill.lastQuantity);

/** An order is gone: exits that waited for it leave, what is held and bare is covered again. */
function afterEnd(story: Story, { spec }: WorkingOrder): void {
  const waiting = workingExits(story.state, spec.positionId).some(({ state }) => state === "reserved");
  if (waiting) releaseExits(story, spec.positionId);
  else protect(story, spec.positionId);
  settleFlattening(story);
}
