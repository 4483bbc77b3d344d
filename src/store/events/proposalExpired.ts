import { z } from "zod";
import { id } from "../ids.ts";

/** Nobody answered in time; or, with a reason, what it asked for could not be answered any more. */
export const proposalExpired = z.strictObject({ proposalId: id, reason: z.string().min(1).max(300).optional() });
