import type { PositionRow } from "../gate/contract/status.ts";
import type { ProposalRow, RuleRow } from "../gate/contract/rulebook.ts";
import { moveOf, type Proposal, titleOf } from "../store/words/proposal.ts";
import { grouped, gain } from "./format.ts";
import type { Question, SendCommand } from "./model.ts";

const send = (verb: SendCommand["verb"], params: SendCommand["params"] = {}): SendCommand => ({
  kind: "send",
  verb,
  params,
});

/** K: no question stands before this one. */
export const KILL = send("trading.halt", { reason: "K pressed in the cockpit" });

export function flattenQuestion(positions: readonly PositionRow[]): Question {
  const open = positions.map((row) => `${row.side} ${grouped(row.quantity)} ${row.symbol}  ${gain(row.unrealizedPnl)}`);
  return {
    title: "Flatten: close every position at market?",
    lines: [
      "Entries go off first, then every position is closed, until the venue confirms flat.",
      ...(open.length === 0 ? ["No position is open as of the last status."] : open.slice(0, 6)),
      ...(open.length > 6 ? [`and ${open.length - 6} more`] : []),
    ],
    command: send("account.flatten"),
  };
}

export const REDUCE: Question = {
  title: "Reduce: let only orders through that lower exposure?",
  lines: ["No new entries until you resume. Stops and exits go on."],
  command: send("trading.reduce", { reason: "reduced in the cockpit" }),
};

export const RESUME: Question = {
  title: "Resume trading?",
  lines: ["Clears every hold that waits for the operator; others stay until their cause ends."],
  command: send("trading.resume", { reason: "resumed in the cockpit" }),
};

export const closeQuestion = (row: PositionRow): Question => ({
  title: `Close ${row.symbol}?`,
  lines: [
    `${row.side} ${grouped(row.quantity)} from ${grouped(row.entryPrice)}, now ${grouped(row.markPrice)}: ${gain(row.unrealizedPnl).trim()}`,
    "Every position on this symbol is closed at market.",
  ],
  command: send("position.close", { symbol: row.symbol }),
});

export const acceptQuestion = ({ proposal }: ProposalRow): Question => ({
  title: proposal.kind === "order.approve" ? `Let it ${titleOf(proposal)}?` : `Accept ${titleOf(proposal)}?`,
  lines: [meaningOf(proposal), proposal.rationale],
  command: send("proposal.accept", { proposalId: proposal.proposalId, reason: "accepted in the cockpit" }),
});

/** What a yes does. */
function meaningOf(proposal: Proposal): string {
  switch (proposal.kind) {
    case "order.approve":
      return `Worth ${grouped(proposal.notional)}, stop ${grouped(proposal.intent.stopPrice ?? "0")}. Every check is made once more.`;
    case "settings.change":
      return "The loops run by it from the next candle on. What may pass the gate stays as it is.";
    case "rule.add":
    case "rule.replace":
      return `It ${moveOf(proposal)}${proposal.direction === "neutral" ? " to" : ""} what may pass the gate. Filed by the ${proposal.filedBy}.`;
  }
}

export const resumeRuleQuestion = ({ document }: RuleRow): Question => ({
  title: `Let ${document.id} enter again?`,
  lines: [`It is ${document.status}. New entries of this rule may pass the gate again.`],
  command: send("rule.resume", { ruleId: document.id, reason: "resumed in the cockpit" }),
});

export const pauseRule = (ruleId: string): SendCommand =>
  send("rule.pause", { ruleId, reason: "paused in the cockpit" });

export const rejectProposal = (proposalId: string, reason: string): SendCommand =>
  send("proposal.reject", { proposalId, reason });
