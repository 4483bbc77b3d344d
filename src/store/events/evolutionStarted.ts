import { z } from "zod";
import { ruleDocument, ruleId } from "../rules/document.ts";
import { timestamp } from "../time.ts";
import { dataCut, thresholdHint } from "../words/evolved.ts";

/**
 * Loop 2 began a cycle. With the ledger that the events before it make, this is all that its outcome follows from: a new
 * process takes it up again, and comes to the same.
 */
export const evolutionStarted = z.strictObject({
  cycle: z.int().min(1),
  because: z.enum(["trades", "hours"]),
  at: timestamp,
  /** Trades of the account that had closed by then. */
  trades: z.int().min(0),
  seed: z.string().max(200),
  cut: dataCut,
  /** Candles of all symbols in the cut, so that it is not taken up without some of them; older cycles did not count. */
  candles: z.int().min(0).optional(),
  incumbents: z.array(ruleDocument).max(200),
  /** Names that other rules have: a new rule can have none of them. Older cycles did not say. */
  taken: z.array(ruleId).max(1_000).optional(),
  /** What entries that were made and blocked suggest; cycles of before these were asked have none. */
  hints: z.array(thresholdHint).max(1_000).optional(),
  count: z.int().min(1),
  /** Share of the candidates by operator's name; null: all alike. */
  shares: z.record(z.string(), z.number()).nullable(),
  calibration: z.number(),
  /** In R a day; cycles of before that were not ended meant by the period, and are judged by the day when they go on. */
  leastImprovement: z.number(),
  /** Fingerprints that are not to come again. */
  refused: z.array(z.string()).max(5_000),
});
