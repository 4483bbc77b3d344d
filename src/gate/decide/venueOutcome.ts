import { isMore, isZero, most, subtract } from "../../store/money.ts";
import type { FillReport } from "../../store/words/order.ts";
import { tradeOf } from "../ledger/trade.ts";
import type { WorkingOrder } from "../mind/state.ts";
import { requestCancel } from "./cancel.ts";
import type { Decider } from "./command.ts";
import { disagree } from "./disagree.ts";
import { isWaiting, releaseExits } from "./exit.ts";
import { retryExits, settleFlattening } from "./flatten.ts";
import { protect, workingExits } from "./protect.ts";
import type { Story } from "./story.ts";

export const venueAccepted: Decider<"venue.accepted"> = (story, { clientOrderId, venueOrderId }) => {
  const order = story.state.orders[clientOrderId];
  if (order !== undefined && order.venueOrderId === null) story.tell("order.accepted", { clientOrderId, venueOrderId });
};

/** That no answer came says nothing of an order which the venue was seen to have meanwhile. */
export const venueUnknown: Decider<"venue.unknown"> = (story, { clientOrderId, cause }) => {
  const order = story.state.orders[clientOrderId];
  if (order !== undefined && order.venueOrderId === null) story.tell("order.unknown", { clientOrderId, cause });
};

/**
 * The answer to sending it was no. What was sent twice and refused once may still arrive from the first time, and what
 * the venue was seen to have is there whatever it answers: both are looked for, so that no other takes their place
 * beside them.
 */
export const venueRejected: Decider<"venue.rejected"> = (story, { clientOrderId, reason }) => {
  const order = story.state.orders[clientOrderId];
  if (order === undefined) return;
  if (!order.isLost && order.venueOrderId === null) return endRejected(story, order, reason);
  const what = order.isLost ? "refused when it was sent again" : "refused, and yet it is there";
  story.tell("order.unknown", { clientOrderId, cause: `${what}: ${reason}`.slice(0, 300) });
};

/** It never worked. A refused stop is not sent again at once: the gate runs it. A refused exit is, with the next tick. */
export function endRejected(story: Story, order: WorkingOrder, reason: string): void {
  const { clientOrderId, role, positionId } = order.spec;
  story.tell("order.rejected", { clientOrderId, reason });
  if (role === "stop") releaseExits(story, positionId);
  else afterEnd(story, order);
}

export const venueCanceled: Decider<"venue.canceled"> = (story, { clientOrderId, cause }) => {
  const order = story.state.orders[clientOrderId];
  if (order === undefined) return;
  story.tell("order.canceled", { clientOrderId, cause });
  // Our own wish, so that it cannot go round in circles with a venue that ends every exit.
  if (order.state === "pending_cancel") retryExits(story);
  afterEnd(story, order);
};

export const venueExpired: Decider<"venue.expired"> = (story, { clientOrderId, cause }) => {
  const order = story.state.orders[clientOrderId];
  if (order === undefined) return;
  story.tell("order.expired", { clientOrderId, cause });
  afterEnd(story, order);
};

export const venueFilled: Decider<"venue.filled"> = (story, { fill }) => bookFill(story, fill);

/** An execution: booked once, then what is held is covered, or what is left is tidied up. */
export function bookFill(story: Story, fill: FillReport): void {
  const order = story.state.orders[fill.clientOrderId] ?? story.state.ended[fill.clientOrderId];
  if (order === undefined) return disagree(story, `${nameOf(fill)}: of an order this gate does not know`);
  if (order.tradeIds.includes(fill.tradeId)) return;
  const { role, positionId } = order.spec;
  const held = story.state.positions[positionId]?.quantity ?? "0";
  if (role === "entry") bookEntry(story, order, fill);
  else if (isMore(fill.lastQuantity, held))
    disagree(story, `${nameOf(fill)}: sells ${fill.lastQuantity} of ${held} held`);
  else bookExit(story, order, fill);
}

const nameOf = ({ tradeId, clientOrderId }: FillReport): string => `fill ${tradeId} of ${clientOrderId}`;

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
  retryExits(story);
}

function bookExit(story: Story, order: WorkingOrder, fill: FillReport): void {
  const { positionId } = order.spec;
  story.tell("order.filled", { ...fill, leavesQuantity: leaves(order, fill) });
  const position = story.state.positions[positionId];
  if (position === undefined) return;
  if (!isZero(position.quantity)) {
    stopEntering(story, positionId);
    if (isZero(leaves(order, fill))) {
      retryExits(story);
      afterEnd(story, order);
    }
    return;
  }
  for (const { spec } of Object.values(story.state.orders)) {
    if (spec.positionId === positionId) requestCancel(story, spec.clientOrderId, "position closed");
  }
  // A candle dates its fills by its open: with real data that may lie before an entry that filled within it.
  story.tell("position.closed", tradeOf(position, Math.max(fill.filledAt, position.openedAt)));
  settleFlattening(story);
}

/** A position that is on its way out is not added to. */
function stopEntering(story: Story, positionId: string): void {
  for (const { spec } of Object.values(story.state.orders)) {
    const isEntry = spec.role === "entry" && spec.positionId === positionId;
    if (isEntry) requestCancel(story, spec.clientOrderId, "position is being left");
  }
}

/** What is still open behind a fill: nothing, if a venue filled even more. */
const leaves = (order: WorkingOrder, fill: FillReport): string =>
  most("0", subtract(order.spec.quantity, order.filledQuantity, fill.lastQuantity));

/** An order is gone: exits that waited for it leave, what is held and bare is covered again. */
export function afterEnd(story: Story, { spec }: WorkingOrder): void {
  if (workingExits(story.state, spec.positionId).some(isWaiting)) releaseExits(story, spec.positionId);
  else protect(story, spec.positionId);
  settleFlattening(story);
}
