import { z } from "zod";
import { id } from "../ids.ts";
import { ruleId } from "../rules/document.ts";
import { timestamp } from "../time.ts";
import { symbol } from "../words/intent.ts";

/**
 * An entry that did not happen was followed to its end in shadow. `r` is what it would have brought, net of costs, in units
 * of its risk and of the part that did not trade; null unless it came to an end by itself.
 */
export const counterfactualResolved = z.strictObject({
  intentId: id,
  ruleId,
  ruleVersion: z.int().min(1).optional(),
  symbol,
  /** UTC day it was wished on. */
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** The checks, or the reason, that stood in its way. */
  by: z.array(z.string().min(1).max(300)).min(1).max(200),
  kind: z.enum(["denied", "reduced", "skipped", "expired"]),
  share: z.number().min(0).max(1),
  outcome: z.enum(["closed", "unfilled", "censored"]),
  r: z.number().nullable(),
  entryAt: timestamp.nullable(),
  exitAt: timestamp.nullable(),
  exitReason: z.enum(["stop", "target", "when", "time"]).nullable(),
  mfeR: z.number(),
  maeR: z.number(),
  /** The lesson, for people; older records have none. */
  sentence: z.string().max(500).optional(),
});
