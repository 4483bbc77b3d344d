import { z } from "zod";
import { intent } from "../words/intent.ts";

/** How an intent came in: protocol and number of its frame, and the number of the frame before it on that connection. */
export const frameOrigin = z.strictObject({
  protocol: z.int(),
  sequence: z.int().nullable(),
  after: z.int(),
});
export type FrameOrigin = z.infer<typeof frameOrigin>;

/** The agent asked. Journaled before it is judged. */
export const intentReceived = z.strictObject({ intent, origin: frameOrigin });
