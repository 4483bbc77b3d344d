import type { Timestamp } from "../../store/time.ts";

/** From a trade's entry to its exit. */
export interface Held {
  readonly entryAt: Timestamp;
  readonly exitAt: Timestamp;
}

/**
 * Trades of one rule that were held at the same time: on several symbols they rise and fall together, and are one result.
 * `Before` is what was known before the first of them.
 */
export interface Cluster<Before> {
  /** Whoever entered before that belongs to it. */
  readonly until: Timestamp;
  /** Results in R, summed, and how many they are. */
  readonly sum: number;
  readonly size: number;
  readonly before: Before;
}

/** A rule that is always in the market somewhere would have one result that never ends. */
const MOST = 20;

/**
 * The cluster that a closed trade belongs to, with it: the newest, if it was entered before that was over, else one of its
 * own. What follows from a cluster is worked out anew from what was known before it, so that no trade waits to be counted.
 * Trades come in the order of their exits. @param held null where that is not known: then it is one by itself.
 */
export function clustered<Before>(
  newest: Cluster<Before> | null,
  r: number,
  held: Held | null,
  now: Before,
): Cluster<Before> {
  if (newest === null || held === null || held.entryAt >= newest.until || newest.size >= MOST)
    return { until: held?.exitAt ?? Number.NEGATIVE_INFINITY, sum: r, size: 1, before: now };
  const { until, sum, size, before } = newest;
  return { until: Math.max(until, held.exitAt), sum: sum + r, size: size + 1, before };
}
