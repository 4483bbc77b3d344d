import type { RuleStats } from "../contract/rulebook.ts";
import type { Folds } from "./evolve.ts";
import { type GateState, KEPT, ruleOf } from "./state.ts";

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
  | "rule.status_changed"
  | "proposal.submitted"
  | "proposal.accepted"
  | "proposal.rejected"
  | "proposal.expired"
> = {
  "rule.accepted": (state, { document }) => ({
    ...state,
    rules: {
      ...state.rules,
      [document.id]: { document, stats: ruleOf(state, document.id)?.stats ?? noStats },
    },
  }),
  "rule.status_changed": (state, { ruleId, status }) => {
    const rule = ruleOf(state, ruleId);
    if (rule === undefined) return state;
    return {
      ...state,
      rules: { ...state.rules, [ruleId]: { ...rule, document: { ...rule.document, status } } },
    };
  },
  "proposal.submitted": (state, proposal) => {
    const row = { proposal, state: "open", reason: null } as const;
    return { ...state, proposals: { ...roomFor(state.proposals), [proposal.proposalId]: row } };
  },
  "proposal.accepted": (state, { proposalId, reason }) => settled(state, proposalId, "accepted", reason),
  "proposal.rejected": (state, { proposalId, reason }) => settled(state, proposalId, "rejected", reason),
  "proposal.expired": (state, { proposalId }) => settled(state, proposalId, "expired", null),
};

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
