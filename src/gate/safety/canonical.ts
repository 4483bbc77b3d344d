import type { Limits } from "./schema.ts";

/** Limits as plain JSON for the journal. */
export const canonicalLimits = (limits: Limits): Record<string, unknown> => structuredClone(limits);
