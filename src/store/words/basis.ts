import { z } from "zod";

const sentence = z.string().min(1).max(400);

/**
 * What a proposal of the loops rests on, as they tell it: nothing of it is believed by the gate, all of it is shown to the
 * person who decides. Improvements are in R a period above what runs now; they are shown by the day.
 */
export const basis = z.strictObject({
  /** How it came about: "parameter jitter: fast 12 → 9". */
  change: sentence,
  /** What is expected of it, by what came true of earlier promises; with a 90 % interval. Null where nothing is predicted. */
  predicted: z
    .strictObject({ mean: z.number(), low: z.number(), high: z.number(), periodMs: z.int().positive() })
    .nullable(),
  /** Mean R a trade that it will be held to. */
  expectedR: z.number(),
  /** How widely single results lay in its backtest, in R: what it may fall short of is measured by it. */
  deviationR: z.number().nonnegative().optional(),
  /** What would show it wrong. */
  falsifier: sentence,
  /** Each gate's answer, or what was seen of it at work. */
  evidence: z.array(z.strictObject({ code: z.string().max(40), passed: z.boolean(), sentence })).max(20),
});
export type Basis = z.infer<typeof basis>;
