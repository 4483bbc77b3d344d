import { z } from "zod";
import { id } from "../ids.ts";
import { checkResult } from "../words/verdict.ts";

/** The gate said yes; the order it became is reserved next. */
export const intentApproved = z.strictObject({ intentId: id, clientOrderId: id, checks: z.array(checkResult) });
