import type { Shadow } from "./shadow.ts";

/** Why the entry of a paused rule becomes no intent. */
export const PAUSED = "the rule is paused";

/** What stands in the way of an entry that was skipped. */
export const skippedBy = (reason: string): string => `skipped: ${reason}`.slice(0, 300);

/** Why an entry that one condition of its rule alone stood against becomes no intent. */
export const missedBecause = (condition: string): string => `${CONDITION}${condition}`;
const CONDITION = "its condition ";

/** Whether that is why. */
export const isOfMiss = (by: readonly string[]): boolean => by.length === 1 && by[0]!.startsWith(skippedBy(CONDITION));

/** Whether nothing but a pause stood in its way. */
export const isOfPause = (by: readonly string[]): boolean => by.length === 1 && by[0] === skippedBy(PAUSED);

/** Why an entry did not happen as it was wished. `reduced` ones happened in part. */
export type BlockKind = "denied" | "reduced" | "skipped" | "expired";

/** A blocked entry with what it would have brought. */
export interface Blocked {
  readonly intentId: string;
  readonly ruleId: string;
  /** The version that wished it; older records do not say. */
  readonly ruleVersion?: number | undefined;
  /** UTC day it was wished on. */
  readonly day: string;
  /** The checks, or the reason, that stood in its way; all of them had to give way. */
  readonly by: readonly string[];
  readonly kind: BlockKind;
  /** The part of the wish that did not trade, 0 to 1. */
  readonly share: number;
  readonly outcome: "closed" | "unfilled" | "censored" | "pending";
  /** What that part would have brought, in R of the whole wish, net; null unless it was followed to its end. */
  readonly r: number | null;
}

/** Takes what became of the shadow trade into the record. */
export function resolved(blocked: Omit<Blocked, "outcome" | "r">, shadow: Shadow): Blocked {
  const outcome = shadow.state === "waiting" || shadow.state === "open" ? "pending" : shadow.state;
  // A censored one is kept apart: it did not come to its end, so its R is none.
  return { ...blocked, outcome, r: outcome === "closed" && shadow.r !== null ? shadow.r * blocked.share : null };
}
