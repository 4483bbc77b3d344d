import { z } from "zod";
import { id } from "../ids.ts";
import { type RuleDocument, ruleDocument } from "../rules/document.ts";
import { nonNegativeMoney } from "../money.ts";
import { isAllowed, NOT_ALLOWED, settingChangeFields } from "../settings/loopSetting.ts";
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

/**
 * What waits for a person's yes: a change to the rulebook, a single order that is larger than goes by itself, or a change
 * of what the loops run by.
 */
export const proposal = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("rule.add"), document: ruleDocument, basis: basis.optional() }),
  z.strictObject({ ...common, kind: z.literal("rule.replace"), document: ruleDocument, basis: basis.optional() }),
  z.strictObject({ ...common, kind: z.literal("order.approve"), intent, notional: nonNegativeMoney }),
  z
    .strictObject({ ...common, kind: z.literal("settings.change"), ...settingChangeFields })
    .refine(isAllowed, NOT_ALLOWED),
]);
export type Proposal = z.infer<typeof proposal>;
/** Those that change the rulebook. */
export type RuleProposal = Extract<Proposal, { document: RuleDocument }>;
/** Those that change what the loops run by. */
export type SettingsProposal = Extract<Proposal, { kind: "settings.change" }>;

/** Whether it changes the rulebook. */
export const isOfRule = (proposal: Proposal): proposal is RuleProposal => "document" in proposal;

/** What a proposal is of, for people: "ema-trend v3", "buy 0.2 BTC/USD", or "evolveTrades 100 → 200". */
export function titleOf(proposal: Proposal): string {
  switch (proposal.kind) {
    case "order.approve":
      return `${proposal.intent.side} ${proposal.intent.quantity} ${proposal.intent.symbol}`;
    case "settings.change":
      return `${proposal.key} ${proposal.before} → ${proposal.value}`;
    case "rule.add":
    case "rule.replace":
      return `${proposal.document.id} v${proposal.document.version}`;
  }
}

const MOVES: Readonly<Record<Direction, string>> = { tighten: "tightens", neutral: "is neutral", loosen: "loosens" };

/** Which way it moves what may pass the gate, as a verb: "loosens". */
export const moveOf = ({ direction: way }: Pick<Proposal, "direction">): string => MOVES[way];

/** What a client sends to file one. The gate adds id, direction, times. */
export const proposalDraft = z.strictObject({
  document: ruleDocument,
  rationale: z.string().min(1).max(1_000),
  basis: basis.optional(),
});
export type ProposalDraft = z.infer<typeof proposalDraft>;

/** The same of a change of the loops' own settings. */
export const settingsDraft = z
  .strictObject({ ...settingChangeFields, rationale: common.rationale })
  .refine(isAllowed, NOT_ALLOWED);
export type SettingsDraft = z.infer<typeof settingsDraft>;
