import { z } from "zod";

/**
 * A gate that a supervisor started did not take safety.yaml and runs the limits it accepted last: `lines` say why, the
 * limits that are looser, or what is not understood. `hash` is that of the file; null when it could not be read.
 */
export const safetyRefused = z.strictObject({
  hash: z.string().length(64).nullable(),
  lines: z.array(z.string().max(1_000)).min(1).max(200),
});
