import { z } from "zod";
import { id } from "../ids.ts";
import { ruleDocument, ruleId } from "../rules/document.ts";
import { timestamp } from "../time.ts";

const sentence = z.string().max(1_000);

/** The data that a cycle of evolution looks at, compared period by period. */
export const dataCut = z.strictObject({ from: timestamp, to: timestamp, periodMs: z.int().positive() });

/** Where a filter of a rule would have kept most: above or below which value of an expression. */
export const thresholdHint = z.strictObject({
  ruleId,
  feature: z.string().min(1).max(200),
  keep: z.enum(["above", "below"]),
  value: z.number(),
});

/** One gate's answer to a survivor: what was seen, what is needed, how far it is from there. */
const judgment = z.strictObject({
  code: z.string().max(40),
  passed: z.boolean(),
  observed: z.number().nullable(),
  limit: z.number(),
  distance: z.number(),
  sentence,
});

/** One candidate, as it is remembered: every try counts against whatever is found later. */
const tried = z.strictObject({
  fingerprint: id,
  ruleId,
  operator: z.string().max(40),
  change: sentence,
  trades: z.int().min(0),
  sharpe: z.number(),
});

const candidate = z.strictObject({
  document: ruleDocument,
  parent: ruleDocument.nullable(),
  operator: z.string().max(40),
  change: sentence,
  fingerprint: id,
});

/** What passed every gate, with its promise and what would show it wrong. */
const evolvedProposal = z.strictObject({
  candidate,
  changes: z.array(z.strictObject({ field: z.string(), before: z.string(), after: z.string() })),
  predicted: z.strictObject({ mean: z.number(), low: z.number(), high: z.number() }),
  expectedR: z.number(),
  deviationR: z.number().optional(),
  evidence: z.array(judgment).max(20),
  falsifier: sentence,
  rationale: sentence,
});

/** What a cycle came to. */
export const cycleResult = z.strictObject({
  sentence: z.string().max(5_000),
  gates: z.array(judgment).max(20),
  tried: z.array(tried).max(2_000),
  search: z.strictObject({ from: timestamp, to: timestamp }).nullable(),
  burntTo: timestamp.nullable(),
  best: id.nullable(),
  proposal: evolvedProposal.nullable(),
});

/** What became of a proposal in shadow: R a period above its parent; null where it is not known. */
export const followedUp = z.strictObject({
  proposalId: id,
  /** Where the first of these periods begins; older events have none, and told all since the proposal was made. */
  from: timestamp.optional(),
  to: timestamp,
  differences: z.array(z.number().nullable()).max(1_000),
  /** Closed in those periods. */
  trades: z.int().min(0),
});
