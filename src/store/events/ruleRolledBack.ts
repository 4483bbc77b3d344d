import { z } from "zod";
import { ruleDocument } from "../rules/document.ts";
import { actor } from "../words/proposal.ts";

/** The rule is again what it was before its last change, on probation or paused: what was accepted before, at a quarter at the most. */
export const ruleRolledBack = z.strictObject({ document: ruleDocument, by: actor, reason: z.string().max(500) });
