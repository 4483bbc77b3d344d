import type { Timestamp } from "../../store/time.ts";
import type { GateState, WorkingOrder } from "../mind/state.ts";
import type { ExchangeOrder } from "./exchange.ts";

interface Seen {
  readonly askedAt: Timestamp;
  /** Every order that may still fill, as of then; null when that was not asked. */
  readonly orders: readonly ExchangeOrder[] | null;
  /** Whether those that were given up are to be looked for as well. */
  readonly isWatchDue: boolean;
  readonly now: Timestamp;
}

/** The orders to be looked for by themselves: without an answer, on their way out, gone from the list, or given up. */
export function inDoubt(state: GateState, { askedAt, orders, isWatchDue, now }: Seen): readonly WorkingOrder[] {
  const there = orders === null ? null : new Map(orders.flatMap(namesOf));
  const working = Object.values(state.orders).filter((order) => {
    if (order.state === "reserved") return false;
    if (order.state !== "accepted" || order.isLost) return true;
    const seen = there?.get(order.venueOrderId) ?? there?.get(order.spec.clientOrderId);
    // Changed later than now: the clock was set back since, and says nothing of what was first.
    const isOlder = order.changedAt <= askedAt || order.changedAt > now;
    const isMissing = there !== null && seen === undefined && isOlder;
    return isMissing || (seen !== undefined && seen.filledQuantity !== order.filledQuantity);
  });
  const given = isWatchDue ? Object.values(state.abandoned).filter(({ watchedUntil }) => watchedUntil > now) : [];
  return [...working, ...given.map(({ order }) => order)];
}

/** By the venue's name and by its owner's: an adopted order keeps the one that a stranger gave it. */
const namesOf = (order: ExchangeOrder): [string | null, ExchangeOrder][] => [
  [order.venueOrderId, order],
  [order.clientOrderId, order],
];
