import { INVARIANTS_AT_REST } from "./invariantsAtRest.ts";
import { INVARIANTS_AT_WORK } from "./invariantsAtWork.ts";

/**
 * What cannot happen, whatever crashes, lies, arrives late or never: one row an invariant. Each looks where it can be
 * broken first: when something becomes durable, when an order reaches the venue, after each step, at a rebirth, once
 * everything is quiet, and after kill and flatten.
 */
export const INVARIANTS = [...INVARIANTS_AT_WORK, ...INVARIANTS_AT_REST] as const;
