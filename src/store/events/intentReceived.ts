import { z } from "zod";
import { intent } from "../words/intent.ts";

/**
 * How an intent came in: by which protocol, and whether the number of its frame rose above those before it on that
 * connection. The number itself counts heartbeats too: it is another in every run.
 */
export const frameOrigin = z.strictObject({
  protocol: z.int(),
  order: z.enum(["rising", "repeated", "unnumbered"]),
});
export type FrameOrigin = z.infer<typeof frameOrigin>;

/** The agent asked. Journaled before it is judged. */
export const intentReceived = z.strictObject({ intent, origin: frameOrigin });
