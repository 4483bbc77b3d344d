import { z } from "zod";

/** The gate laid this journal down on request. */
export const gateStopped = z.strictObject({ reason: z.string().max(200) });
