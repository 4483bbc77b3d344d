import { z } from "zod";
import { id } from "../ids.ts";
import { holdCause } from "../words/hold.ts";
import { actor } from "../words/proposal.ts";

/** One reason to hold is gone; the others stand. */
export const holdCleared = z.strictObject({ id, cause: holdCause, by: actor, reason: z.string().max(200) });
