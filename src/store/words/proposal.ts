import { z } from "zod";
import { id } from "../ids.ts";
import { ruleDocument } from "../rules/document.ts";
import { timestamp } from "../time.ts";

/** Who files or decides. `operator` is a person at the operator's socket, `agent` the loops, `gate` the gate itself. */
export const actor = z.enum(["operator", "agent", "gate"]);
export type Actor = z.infer<typeof actor>;

/** Whether a change lets less, more, or just as much risk pass. Computed by the gate, never claimed. */
export const direction = z.enum(["tighten", "neutral", "loosen"]);
export type Direction = z.infer<typeof direction>;

/** A change to the rulebook that waits for a person. */
export const proposal = z.strictObject({
  proposalId: id,
  kind: z.enum(["rule.add", "rule.replace"]),
  document: ruleDocument,
  direction,
  filedBy: actor,
  filedAt: timestamp,
  expiresAt: timestamp,
  /** Why, in one paragraph; what it rests on; what would show it wrong. */
  rationale: z.string().min(1).max(1_000),
});

export type Proposal = z.infer<typeof proposal>;

/** What a client sends to file one. The gate adds id, direction, times. */
export const proposalDraft = z.strictObject({ document: ruleDocument, rationale: z.string().min(1).max(1_000) });
export type ProposalDraft = z.infer<typeof proposalDraft>;
