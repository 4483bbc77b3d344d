import type { RuleStats } from "../contract/rulebook.ts";
import { isOfRule, type RuleProposal } from "../../store/words/proposal.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import { settingText } from "../../store/settings/loopSetting.ts";
import type { Folds } from "./evolve.ts";
import { KEPT } from "./kept.ts";
import { type GateState, ruleOf } from "./state.ts";

const noStats: RuleStats = {
  trades: 0,
  wins: 0,
  netPnl: "0",
  sumR: 0,
  sumR2: 0,
  intents: 0,
  denied: 0,
  lossStreak: 0,
  lastLossAt: null,
};

/** Rules and the proposals that change them. */
export const foldRulebook: Folds<
  | "rule.accepted"
  | "rule.rolled_back"
  | "rule.status_changed"
  | "proposal.submitted"
  | "proposal.accepted"
  | "proposal.rejected"
  | "proposal.expired"
> = {
  "rule.accepted": (state, { document }) => withDocument(state, document),
  "rule.rolled_back": (state, { document }) => {
    const { [document.id]: _undone, ...formerRules } = state.formerRules;
    const failed = ruleOf(state, document.id)?.document;
    const next = { ...withDocument(state, document), formerRules };
    return failed === undefined ? next : refusing(next, failed);
  },
  "rule.status_changed": (state, { ruleId, status }) => {
    const rule = ruleOf(state, ruleId);
    if (rule === undefined) return state;
    return withDocument(state, { ...rule.document, status });
  },
  "proposal.submitted": (state, proposal) => {
    const row = { proposal, state: "open", reason: null } as const;
    return { ...state, proposals: { ...roomFor(state.proposals), [proposal.proposalId]: row } };
  },
  "proposal.accepted": (state, { proposalId, reason }) => {
    const proposal = state.proposals[proposalId]?.proposal;
    const next = settled(state, proposalId, "accepted", reason);
    return proposal === undefined || !isOfRule(proposal) ? next : rememberingFormer(next, proposal);
  },
  "proposal.rejected": (state, { proposalId, reason }) => {
    const proposal = state.proposals[proposalId]?.proposal;
    const next = settled(state, proposalId, "rejected", reason);
    if (proposal?.kind === "settings.change") return refusingSetting(next, settingText(proposal));
    if (proposal === undefined || !isOfRule(proposal)) return next;
    // A no to another status of a rule is no word against the rule.
    const { document } = proposal;
    const current = ruleOf(state, document.id)?.document;
    const isStatus = current !== undefined && fingerprint(current) === fingerprint(document);
    return isStatus ? next : refusing(next, document);
  },
  "proposal.expired": (state, { proposalId, reason }) => settled(state, proposalId, "expired", reason ?? null),
};

/** The rule as that document says, with its record. One that is retired is not asked for again. */
function withDocument(state: GateState, document: RuleDocument): GateState {
  const stats = ruleOf(state, document.id)?.stats ?? noStats;
  const next = { ...state, rules: { ...state.rules, [document.id]: { document, stats } } };
  return document.status === "retired" ? refusing(next, document) : next;
}

/** What an accepted change of the loops may be rolled back to; a change of a person's own is nobody's to take back. */
function rememberingFormer(state: GateState, { document, filedBy }: RuleProposal): GateState {
  const before = ruleOf(state, document.id)?.document;
  if (before === undefined || fingerprint(before) === fingerprint(document)) return state;
  const { [document.id]: _older, ...others } = state.formerRules;
  return { ...state, formerRules: filedBy === "agent" ? { ...others, [document.id]: before } : others };
}

function refusing(state: GateState, document: RuleDocument): GateState {
  const print = fingerprint(document);
  const others = state.refusedRules.filter((each) => each !== print);
  return { ...state, refusedRules: [...others, print].slice(-KEPT.refusedRules) };
}

function refusingSetting(state: GateState, setting: string): GateState {
  const others = state.refusedSettings.filter((each) => each !== setting);
  return { ...state, refusedSettings: [...others, setting].slice(-KEPT.refusedSettings) };
}

/** Makes room for one more: the oldest that was answered goes, never a question that still waits. */
function roomFor(proposals: GateState["proposals"]): GateState["proposals"] {
  const rows = Object.entries(proposals);
  const oldest = rows.length < KEPT.proposals ? undefined : rows.find(([, { state }]) => state !== "open")?.[0];
  return Object.fromEntries(rows.filter(([key]) => key !== oldest));
}

function settled(
  state: GateState,
  proposalId: string,
  outcome: "accepted" | "rejected" | "expired",
  reason: string | null,
): GateState {
  const row = state.proposals[proposalId];
  if (row === undefined) return state;
  return { ...state, proposals: { ...state.proposals, [proposalId]: { ...row, state: outcome, reason } } };
}
