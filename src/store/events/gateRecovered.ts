import { z } from "zod";

/** The memory could not be written for a while; what was done meanwhile stood in the emergency file and is on the record now. */
export const gateRecovered = z.strictObject({ notes: z.int().min(0), cause: z.string().max(300) });
