import { z } from "zod";
import { id } from "../ids.ts";
import { ruleId } from "../rules/document.ts";

/** A rule on probation or in pause has proven that it earns: the gate was asked to let it do more, or why it was not. */
export const promotionFiled = z.strictObject({
  ruleId,
  /** The version that has proven it. */
  version: z.int().min(1),
  /** What it would be; in older records to trade whole. */
  to: z.enum(["probation", "active"]).default("active"),
  proposalId: id.nullable(),
  refused: z.string().max(500).nullable(),
});
