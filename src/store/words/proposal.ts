import { z } from "zod";
import { id } from "../ids.ts";
import { ruleDocument } from "../rules/document.ts";
import { nonNegativeMoney } from "../money.ts";
import { timestamp } from "../time.ts";
import { basis } from "./basis.ts";
import { intent } from "./intent.ts";

/** Who files or decides. `operator` is a person at the operator's socket, `agent` the loops, `gate` the gate itself. */
export const actor = z.enum(["operator", "agent", "gate"]);
export type Actor = z.infer<typeof actor>;

/** Whether a change lets less, more, or just as much risk pass. Computed by the gate, never claimed. */
export const direction = z.enum(["tighten", "neutral", "loosen"]);
export type Direction = z.infer<typeof direction>;

const common = {
  proposalId: id,
  direction,
  filedBy: actor,
  filedAt: timestamp,
  expiresAt: timestamp,
  /** Why, in one paragraph; what it rests on; what would show it wrong. */
  rationale: z.string().min(1).max(1_000),
};

/** What waits for a person's yes: a change to the rulebook, or a single order that is larger than goes by itself. */
export const proposal = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("rule.add"), document: ruleDocument, basis: basis.optional() }),
  z.strictObject({ ...common, kind: z.literal("rule.replace"), document: ruleDocument, basis: basis.optional() }),
  z.strictObject({ ...common, kind: z.literal("order.approve"), intent, notional: nonNegativeMoney }),
]);
export type Proposal = z.infer<typeof proposal>;
/** Those that change the rulebook. */
export type RuleProposal = Exclude<Proposal, { kind: "order.approve" }>;

/** What a proposal is of, for people: "ema-trend v3", or "buy 0.2 BTC/USD". */
export const titleOf = (proposal: Proposal): string =>
  proposal.kind === "order.approve"
    ? `${proposal.intent.side} ${proposal.intent.quantity} ${proposal.intent.symbol}`
    : `${proposal.document.id} v${proposal.document.version}`;

/** What a client sends to file one. The gate adds id, direction, times. */
export const proposalDraft = z.strictObject({
  document: ruleDocument,
  rationale: z.string().min(1).max(1_000),
  basis: basis.optional(),
});
export type ProposalDraft = z.infer<typeof proposalDraft>;
