import { z } from "zod";
import { id } from "../ids.ts";
import { ruleId } from "../rules/document.ts";
import { intent, symbol } from "../words/intent.ts";
import { checkResult } from "../words/verdict.ts";
import { frameOrigin } from "./intentReceived.ts";

/** The gate said no; nothing left. `denials` lists the codes that did not pass. */
export const intentDenied = z.strictObject({
  intentId: id,
  ruleId,
  symbol,
  purpose: z.enum(["entry", "exit"]),
  denials: z.array(z.string()).min(1),
  checks: z.array(checkResult),
  /** What was asked, where the id was already another wish's: the first one's own event holds only that one. */
  asked: z.strictObject({ intent, origin: frameOrigin }).optional(),
});
