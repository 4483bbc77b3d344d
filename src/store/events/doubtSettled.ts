import { z } from "zod";
import { ruleId } from "../rules/document.ts";

/** What a doubt asked for was asked of the gate, or its version no longer trades: it does not wait any more. */
export const doubtSettled = z.strictObject({ ruleId, ruleVersion: z.int().min(1) });
