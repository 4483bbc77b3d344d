import { z } from "zod";
import { id } from "../ids.ts";
import { intent } from "../words/intent.ts";

/** An entry that did not happen: kept whole, so that what it would have earned can be followed. */
export const entryBlocked = z.strictObject({ intent, by: z.array(z.string()).min(1), signalId: id.nullable() });
