import { z } from "zod";

/** These limits are in force. A looser file than the last accepted one needs a person. */
export const safetyAccepted = z.strictObject({
  hash: z.string().length(64),
  limits: z.record(z.string(), z.unknown()),
});
