import { z } from "zod";
import { id } from "../ids.ts";
import { checkResult } from "../words/verdict.ts";

/** Everything but a person says yes: the proposal asks for it, and nothing leaves before. */
export const intentWaiting = z.strictObject({ intentId: id, proposalId: id, checks: z.array(checkResult) });
