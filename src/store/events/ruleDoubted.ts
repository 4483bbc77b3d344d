import { z } from "zod";
import { ruleId } from "../rules/document.ts";

/** An alarm about a rule's edge fired: the agent asks the gate for less of it, which needs nobody's yes. */
export const ruleDoubted = z.strictObject({
  ruleId,
  /** The version whose trades raised it; journals of before do not say it, and nothing of theirs waits. */
  ruleVersion: z.int().min(1).optional(),
  status: z.enum(["probation", "paused"]),
  alarms: z
    .array(z.strictObject({ kind: z.enum(["decay", "shortfall"]), observed: z.number(), limit: z.number() }))
    .min(1)
    .max(2),
  reason: z.string().min(1).max(500),
});
