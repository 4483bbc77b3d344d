import { z } from "zod";
import { armingLevel } from "../words/arming.ts";
import { actor } from "../words/proposal.ts";

/** How far a live account may go from now on, and on whose word. */
export const armingChanged = z.strictObject({
  level: armingLevel,
  by: actor,
  /** A person took it that stops work only while the gate lives, and that nobody starts it again. */
  acceptsGateOnly: z.boolean(),
  reason: z.string().max(500),
});
