import { z } from "zod";
import { cycleResult, followedUp } from "../words/evolved.ts";

/** A cycle of loop 2 is over. Whatever it came to, its tries count from now on; one that was canceled tried nothing. */
export const evolutionEnded = z.strictObject({
  cycle: z.int().min(1),
  how: z.enum(["done", "canceled", "failed"]),
  why: z.string().max(500),
  result: cycleResult.nullable(),
  /** What became of earlier proposals, accepted or not, on the candles since. */
  followed: z.array(followedUp).max(100),
});
