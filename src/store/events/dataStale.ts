import { z } from "zod";

/** The agent stopped making signals: its data is too old or does not agree. */
export const dataStale = z.strictObject({ reason: z.string().max(300) });
