import { z } from "zod";
import { money } from "../../store/money.ts";
import { ruleDocument } from "../../store/rules/document.ts";
import { timestamp } from "../../store/time.ts";
import { proposal } from "../../store/words/proposal.ts";

/** What a rule did so far, counted from its closed trades alone. */
export const ruleStats = z.strictObject({
  trades: z.int().min(0),
  wins: z.int().min(0),
  netPnl: money,
  sumR: z.number(),
  /** Sum of squared R, for the spread of the mean. */
  sumR2: z.number(),
  intents: z.int().min(0),
  denied: z.int().min(0),
  /** Losing trades since the last that won, and when the last of them closed. */
  lossStreak: z.int().min(0),
  lastLossAt: timestamp.nullable(),
});
export type RuleStats = z.infer<typeof ruleStats>;

export const ruleRow = z.strictObject({ document: ruleDocument, stats: ruleStats });
export type RuleRow = z.infer<typeof ruleRow>;

export const proposalRow = z.strictObject({
  proposal,
  state: z.enum(["open", "accepted", "rejected", "expired"]),
  reason: z.string().nullable(),
});
export type ProposalRow = z.infer<typeof proposalRow>;

/** Questions that may wait for a person at once; beyond it TOO_MANY_WAIT. */
export const MOST_WAITING = 50;
/** Of these the agent's: what nobody finds the time to read is not filed. */
export const MOST_WAITING_OF_AGENT = 10;
