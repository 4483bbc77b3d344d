import { z } from "zod";
import { RULE_STATUSES, ruleId } from "../rules/document.ts";
import { actor } from "../words/proposal.ts";

/** A rule was paused, retired, put on probation or made active. */
export const ruleStatusChanged = z.strictObject({
  ruleId,
  status: z.enum(RULE_STATUSES),
  by: actor,
  reason: z.string().max(500),
});
