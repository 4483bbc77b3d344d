import { z } from "zod";
import { id } from "../ids.ts";

/** Loop 3 looked at what loop 2 was worth: what later cycles run by, and what a person is told of it. */
export const metaReviewed = z.strictObject({
  /** Cycles so far. */
  cycles: z.int().min(0),
  records: z.record(z.string(), z.strictObject({ successes: z.number(), failures: z.number() })),
  shares: z.record(z.string(), z.number()),
  calibration: z.strictObject({ slope: z.number(), deviation: z.number(), proposals: z.int().min(0) }),
  /** What a cycle has to expect of a proposal, in R a day; looks of before meant the same number by the period of the cycle. */
  leastImprovement: z.number(),
  /** Proposals whose outcome is counted by now. */
  counted: z.array(id).max(1_000),
  /** What loop 3 asks a person to set otherwise; null: nothing that is known to be better. */
  settings: z
    .strictObject({
      key: z.string().max(40),
      value: z.string().max(40),
      /** What it is now; without it, of a former version: then nobody was asked for it. */
      before: z.string().max(40).optional(),
      sentence: z.string().max(1_000),
    })
    .nullable(),
  sentences: z.array(z.string().max(1_000)).max(20),
});
