import { z } from "zod";
import { ruleDocument } from "../rules/document.ts";
import { actor } from "../words/proposal.ts";

/** This version of the rule is in the rulebook from here on. */
export const ruleAccepted = z.strictObject({ document: ruleDocument, by: actor });
