import { z } from "zod";
import { id } from "../ids.ts";
import { ruleId } from "../rules/document.ts";

/** Loop 1 looked at a closed trade: what it says, in a sentence and in numbers. */
export const lessonLearned = z.strictObject({
  positionId: id,
  ruleId,
  sentence: z.string().max(500),
  r: z.number().nullable(),
  slippageBps: z.number(),
  captured: z.number().nullable(),
  claimHeld: z.boolean(),
});
