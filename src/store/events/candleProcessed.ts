import { z } from "zod";
import { timestamp } from "../time.ts";

/** The core loop went round once: the candles of tick n are observed, judged and answered. */
export const candleProcessed = z.strictObject({
  n: z.int().min(0),
  candleTs: timestamp,
  signals: z.int().min(0),
  intents: z.int().min(0),
});
