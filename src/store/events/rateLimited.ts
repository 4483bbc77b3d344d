import { z } from "zod";

/** Frames of the agent were cut before the ladder: one event a second says how many. */
export const rateLimited = z.strictObject({ frames: z.int().min(1) });
