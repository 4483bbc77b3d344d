import { z } from "zod";
import { id } from "../ids.ts";
import { ruleId } from "../rules/document.ts";

/** A rule on probation has proven that it earns: the gate was asked to let it trade whole, or why it was not. */
export const promotionFiled = z.strictObject({
  ruleId,
  /** The version that was on probation. */
  version: z.int().min(1),
  proposalId: id.nullable(),
  refused: z.string().max(500).nullable(),
});
