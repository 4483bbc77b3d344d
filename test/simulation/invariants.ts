import { INVARIANTS_AT_REST } from "./invariantsAtRest.ts";
import { INVARIANTS_AT_WORK } from "./invariantsAtWork.ts";
import type { Invariant } from "./scene.ts";

/**
 * What cannot happen, whatever crashes, lies, arrives late or never: one row an invariant. Each looks where it can be
 * broken first: when something becomes durable, when an order leaves, after each step, at a rebirth, once everything is
 * quiet, and after kill and flatten.
 */
export const INVARIANTS: readonly Invariant[] = [...INVARIANTS_AT_WORK, ...INVARIANTS_AT_REST];

/** The one that is looked at by living on. */
export const NO_SURPRISE: Invariant = {
  name: "no-surprise",
  law: "nothing but a crash or a memory that failed ends a gate",
  holds: {},
};
