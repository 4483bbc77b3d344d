import { canonicalJson } from "../../store/canonical.ts";
import { DAY_MS } from "../../store/time.ts";
import type { Direction, ProposalDraft, RuleProposal } from "../../store/words/proposal.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import { Refusal } from "../contract/refusal.ts";
import type { GateState } from "../mind/state.ts";
import type { CommandOf, Decider } from "./command.ts";
import { denyWaiting } from "./askPerson.ts";
import type { Story } from "./story.ts";

/** Questions that may wait for a person at once. */
const MAX_OPEN = 50;

/**
 * Which way a document moves the rulebook. Only what is provably no looser is called so: the same rule again is neutral,
 * a smaller status tightens; everything else, a new rule above all, loosens and needs a person.
 */
export function directionOf(state: GateState, document: RuleDocument): Direction {
  const current = state.rules[document.id]?.document;
  if (current === undefined)
    return document.status === "paused" || document.status === "retired" ? "neutral" : "loosen";
  const same = saidBy(current) === saidBy(document);
  if (!same) return "loosen";
  if (current.status === document.status) return "neutral";
  return SEVERITY[document.status] > SEVERITY[current.status] ? "tighten" : "loosen";
}
/** What a document says, whatever the order of its keys: the journal gives them back sorted. */
const saidBy = (document: RuleDocument): string => canonicalJson({ ...document, version: 0, status: "" });
const SEVERITY = { active: 0, probation: 1, paused: 2, retired: 3 } as const;

export const proposalSubmit: Decider<"proposal.submit"> = (story, { draft, by }) => {
  const { document, rationale } = draft;
  const current = replaceable(story.state, document);
  const open = Object.values(story.state.proposals).filter(({ state }) => state === "open").length;
  if (open >= MAX_OPEN) {
    throw new Refusal("NOT_ALLOWED_NOW", `${open} proposals wait for an answer: accept or reject some first`);
  }
  const proposalId = story.context.nextId();
  const proposal = {
    proposalId,
    kind: current === undefined ? "rule.add" : "rule.replace",
    document,
    direction: directionOf(story.state, document),
    filedBy: by,
    filedAt: story.context.now,
    expiresAt: story.context.now + story.context.safety.limits.proposals.expireAfterDays * DAY_MS,
    rationale,
  } as const;
  story.tell("proposal.submitted", proposal, proposalId, proposalId);
};

export const proposalAccept: Decider<"proposal.accept"> = (story, { proposalId, by, reason }) => {
  const { document } = openProposal(story.state, proposalId);
  replaceable(story.state, document);
  story.tell("proposal.accepted", { proposalId, by, reason });
  story.tell("rule.accepted", { document, by });
};

export const proposalReject: Decider<"proposal.reject"> = (story, { proposalId, by, reason }) => {
  openProposal(story.state, proposalId);
  story.tell("proposal.rejected", { proposalId, by, reason });
};

export const ruleStatus: Decider<"rule.status"> = (story, { ruleId, status, by, reason }) => {
  const rule = story.state.rules[ruleId];
  if (rule === undefined) throw new Refusal("UNKNOWN_ID", `no rule ${ruleId} in the rulebook`);
  const current = rule.document.status;
  if (current === status) return;
  if (current === "retired") throw new Refusal("NOT_ALLOWED_NOW", `rule ${ruleId} is retired: that is final`);
  if (by !== "operator" && SEVERITY[status] < SEVERITY[current]) {
    throw new Refusal("LOOSENS", `only the operator may bring ${ruleId} from ${current} to ${status}`);
  }
  story.tell("rule.status_changed", { ruleId, status, by, reason });
};

/** The first rules of a new paper account: proposed and accepted in one breath, on the record like any other. */
export function acceptStarters(story: Story, starters: readonly ProposalDraft[]): void {
  for (const draft of starters) {
    const submit: CommandOf<"proposal.submit"> = { type: "proposal.submit", draft, by: "gate" };
    proposalSubmit(story, submit);
    const filed = Object.keys(story.state.proposals).at(-1);
    if (filed === undefined) throw new RangeError("a filed proposal is missing");
    proposalAccept(story, {
      type: "proposal.accept",
      proposalId: filed,
      by: "gate",
      reason: "starter rule, paper account",
    });
  }
}

/** A question nobody answers ends by itself, as a no. */
export function expireProposals(story: Story): void {
  for (const [proposalId, { proposal, state }] of Object.entries(story.state.proposals)) {
    if (state !== "open" || proposal.expiresAt > story.context.now) continue;
    const intent = proposal.kind === "order.approve" ? proposal.intent : null;
    const rootId = intent === null ? proposalId : story.state.intents[intent.intentId]?.correlationId;
    story.tell("proposal.expired", { proposalId }, rootId);
    if (intent !== null) denyWaiting(story, intent);
  }
}

/** The rule that a document would take the place of, if there is one. A retired one has no successor under its id. */
function replaceable({ rules }: GateState, { id, version }: RuleDocument): RuleDocument | undefined {
  const current = rules[id]?.document;
  if (current?.status === "retired") {
    throw new Refusal("NOT_ALLOWED_NOW", `rule ${id} is retired: propose it under another id`);
  }
  if (current !== undefined && version <= current.version) {
    throw new Refusal("NOT_ALLOWED_NOW", `rule ${id} is at version ${current.version}: raise the version`);
  }
  return current;
}

function openProposal(state: GateState, proposalId: string): RuleProposal {
  const row = state.proposals[proposalId];
  if (row === undefined) throw new Refusal("UNKNOWN_ID", `no proposal ${proposalId}`);
  if (row.state !== "open") throw new Refusal("NOT_ALLOWED_NOW", `proposal ${proposalId} is already ${row.state}`);
  if (row.proposal.kind === "order.approve") throw new RangeError(`proposal ${proposalId} is of an order`);
  return row.proposal;
}
