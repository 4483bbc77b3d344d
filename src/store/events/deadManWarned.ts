import { z } from "zod";

/** Dead-man, first stage: no heartbeat for `silentMs`. */
export const deadManWarned = z.strictObject({ silentMs: z.int().min(0) });
