import { isEqual, isMore, isZero } from "../../store/money.ts";
import { DAY_MS, MINUTE_MS } from "../../store/time.ts";
import type { OrderSpec } from "../../store/words/order.ts";
import type { WorkingOrder } from "../mind/state.ts";
import type { ExchangeOrder } from "../venue/exchange.ts";
import { requestCancel } from "./cancel.ts";
import type { Decider } from "./command.ts";
import { disagree } from "./disagree.ts";
import { workingExits } from "./protect.ts";
import { reportOf } from "./reportOf.ts";
import type { Story } from "./story.ts";
import { afterEnd, bookFill, endRejected, venueCanceled, venueExpired } from "./venueOutcome.ts";

/** "Not found" is weak evidence: it counts once in so long, and so many of them are believed. */
const LOOK_EVERY_MS = 15_000;
const ABSENT_LOOKS = 4;
/** Two looks further apart than this are not of one row. */
const ROW_MS = 10 * MINUTE_MS;

/** The venue has it, as it says: its executions are booked, and its end once all of them are. */
export const venueFound: Decider<"venue.found"> = (story, { clientOrderId, order, fills }) => {
  const isGone = story.state.orders[clientOrderId] === undefined;
  if (isGone && (order.status === "open" || fills.length > 0)) resurface(story, clientOrderId, order.venueOrderId);
  const ours = story.state.orders[clientOrderId];
  if (ours === undefined) return;
  const what = mismatch(ours.spec, order);
  if (what !== null) return disagree(story, `order ${clientOrderId} is not what was sent: ${what}`);
  const { venueOrderId } = order;
  // Looks in vain count in a row: one that found it begins anew.
  if (ours.venueOrderId === null || ours.isLost || ours.looks > 0)
    story.tell("order.accepted", { clientOrderId, venueOrderId });
  for (const fill of fills) bookFill(story, reportOf(ours.spec, fill));
  finish(story, clientOrderId, order);
};

/**
 * The venue was asked for it and does not know it. Only spaced looks count. Then an entry is given up; what protects or
 * leaves a position is sent again under the same id, unless it is not wanted any more.
 */
export const venueAbsent: Decider<"venue.absent"> = (story, { clientOrderId }) => {
  const { now } = story.context;
  const order = story.state.orders[clientOrderId];
  if (order === undefined || isTooSoon(order, now)) return;
  const looks = isInRow(order, now) ? order.looks + 1 : 1;
  story.tell("order.missed", { clientOrderId, looks });
  if (looks < ABSENT_LOOKS) return;
  if (isWantedStill(story, order)) {
    story.tell("order.submitted", { clientOrderId });
    return;
  }
  const cause = `not found in ${looks} looks`;
  story.tell("order.abandoned", { clientOrderId, watchedUntil: now + DAY_MS, cause });
  afterEnd(story, order);
};

/** Looks in vain that lie far apart are no row: in between it was there, or nobody asked. */
const isInRow = ({ lookedAt }: WorkingOrder, now: number): boolean =>
  lookedAt !== null && Math.abs(now - lookedAt) < ROW_MS;

/** A clock that was set back must not keep a look from counting. */
const isTooSoon = ({ lookedAt }: WorkingOrder, now: number): boolean =>
  lookedAt !== null && now >= lookedAt && now - lookedAt < LOOK_EVERY_MS;

/**
 * Whether an order that never arrived should: an exit, and a stop while nobody leaves. Never one that had a name there,
 * nor one that would sell more than is held by now: its id stands for its quantity, so another takes its place.
 */
function isWantedStill({ state }: Story, { spec, state: at, venueOrderId }: WorkingOrder): boolean {
  const position = state.positions[spec.positionId];
  if (spec.role === "entry" || at === "pending_cancel" || venueOrderId !== null || position === undefined) return false;
  if (isMore(spec.quantity, position.quantity)) return false;
  return spec.role === "exit" || (position.exitWanted === null && workingExits(state, spec.positionId).length === 0);
}

/** What was taken for gone is at the venue after all: it is ours again, and asked to go. */
export function resurface(story: Story, clientOrderId: string, venueOrderId: string): void {
  const past = story.state.abandoned[clientOrderId]?.order ?? story.state.ended[clientOrderId];
  if (past === undefined || story.state.orders[clientOrderId] !== undefined) return;
  story.tell("order.resurfaced", { clientOrderId, venueOrderId }, past.correlationId);
  requestCancel(story, clientOrderId, "it was taken for gone");
}

/** In what the venue's order differs from ours; null when it is the same. */
export function mismatch(
  spec: OrderSpec,
  order: Pick<ExchangeOrder, "symbol" | "side" | "quantity" | "limitPrice" | "stopPrice">,
): string | null {
  const pairs = [
    ["symbol", spec.symbol, order.symbol],
    ["side", spec.side, order.side],
    ["quantity", spec.quantity, order.quantity],
    ["limit price", spec.type === "limit" ? spec.limitPrice : null, order.limitPrice],
    ["stop price", spec.stopPrice, order.stopPrice],
  ] as const;
  const found = pairs.find(([, ours, theirs]) => ours !== null && theirs !== null && !isSame(ours, theirs));
  return found === undefined ? null : `${found[0]} ${found[2]}, sent ${found[1]}`;
}

const NUMBER = /^\d+(\.\d+)?$/;
const isSame = (ours: string, theirs: string): boolean =>
  ours === theirs || (NUMBER.test(ours) && NUMBER.test(theirs) && isEqual(ours, theirs));

/** Books the end that the venue tells of, once every execution that it counts is booked: the list of them may lag. */
function finish(story: Story, clientOrderId: string, order: ExchangeOrder): void {
  const ours = story.state.orders[clientOrderId];
  if (ours === undefined || order.status === "open" || !isEqual(ours.filledQuantity, order.filledQuantity)) return;
  const cause = order.detail.slice(0, 200);
  if (order.status === "canceled") venueCanceled(story, { type: "venue.canceled", clientOrderId, cause });
  else if (order.status === "rejected" && isZero(ours.filledQuantity)) {
    endRejected(story, ours, order.detail.slice(0, 300));
  } else venueExpired(story, { type: "venue.expired", clientOrderId, cause });
}
