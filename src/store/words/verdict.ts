import { z } from "zod";
import { id } from "../ids.ts";

/**
 * One check's answer. `observed` and `limit` are what was compared, in `unit`; `source` says where the limit stands
 * ("safety.yaml:41", "rule ema-trend v3", "instrument BTC/USD"). A check that lacked its input has observed null and
 * did not pass.
 */
export const checkResult = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z_0-9]{2,39}$/),
  passed: z.boolean(),
  observed: z.string().max(200).nullable(),
  limit: z.string().max(200).nullable(),
  unit: z.string().max(40),
  source: z.string().max(200),
});
export type CheckResult = z.infer<typeof checkResult>;

/** The gate's answer to an intent: every check evaluated and reported, also those after the first "no". */
export const verdict = z.strictObject({
  intentId: id,
  /** waiting: nothing left yet; a person is asked, and the answer comes as an event. */
  decision: z.enum(["approved", "denied", "waiting"]),
  checks: z.array(checkResult).max(200),
  clientOrderId: id.optional(),
});
export type Verdict = z.infer<typeof verdict>;
