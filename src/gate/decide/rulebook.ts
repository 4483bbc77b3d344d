import { DAY_MS } from "../../store/time.ts";
import { type Actor, isOfRule, type ProposalDraft, type RuleProposal } from "../../store/words/proposal.ts";
import { type RuleDocument, type RuleStatus, SEVERITY } from "../../store/rules/document.ts";
import { Refusal } from "../contract/refusal.ts";
import type { GateState } from "../mind/state.ts";
import { directionOf } from "../rulebook/direction.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import { mayPass, whoMay } from "../rulebook/lifecycle.ts";
import type { CommandOf, Decider } from "./command.ts";
import { denyWaiting } from "./askPerson.ts";
import { requireRoom } from "./room.ts";
import type { Story } from "./story.ts";

export const proposalSubmit: Decider<"proposal.submit"> = (story, { draft, by }) => {
  const { document, rationale, basis } = draft;
  const current = replaceable(story.state, document);
  if (by === "agent") requireNew(story.state, document, current);
  requireRoom(story.state, by);
  const proposalId = story.context.nextId();
  const proposal = {
    proposalId,
    kind: current === undefined ? "rule.add" : "rule.replace",
    document,
    direction: directionOf(current, document),
    filedBy: by,
    filedAt: story.context.now,
    expiresAt: story.context.now + story.context.safety.limits.proposals.expireAfterDays * DAY_MS,
    rationale,
    ...(basis === undefined ? {} : { basis }),
  } as const;
  story.tell("proposal.submitted", proposal, proposalId, proposalId);
};

export const proposalAccept: Decider<"proposal.accept"> = (story, { proposalId, by, reason }) => {
  const { document, direction } = openProposal(story.state, proposalId);
  const current = replaceable(story.state, document);
  if (current !== undefined) requirePassage(document.id, current.status, document.status, by);
  // Whoever answers was shown what it meant when it was filed.
  if (direction !== "loosen" && directionOf(current, document) === "loosen") {
    throw new Refusal("NOT_ALLOWED_NOW", `rule ${document.id} has moved since, and this now loosens it: file it anew`);
  }
  story.tell("proposal.accepted", { proposalId, by, reason });
  story.tell("rule.accepted", { document, by });
  endMoot(story, document);
};

export const proposalReject: Decider<"proposal.reject"> = (story, { proposalId, by, reason }) => {
  openProposal(story.state, proposalId);
  story.tell("proposal.rejected", { proposalId, by, reason });
};

export const ruleStatus: Decider<"rule.status"> = (story, { ruleId, status, by, reason }) => {
  const rule = own(story.state.rules, ruleId);
  if (rule === undefined) throw new Refusal("UNKNOWN_ID", `no rule ${ruleId} in the rulebook`);
  const current = rule.document.status;
  if (current === status) return;
  requirePassage(ruleId, current, status, by);
  story.tell("rule.status_changed", { ruleId, status, by, reason });
  if (status === "retired") endMoot(story, rule.document, "retired");
  else if (SEVERITY[status] > SEVERITY[current]) endRaises(story, { ...rule.document, status });
};

/** Back to what a person accepted before its last change, on probation at the most: nothing passes that did not before. */
export const ruleRollBack: Decider<"rule.rollback"> = (story, { ruleId, by, reason }) => {
  const current = own(story.state.rules, ruleId)?.document;
  if (current === undefined) throw new Refusal("UNKNOWN_ID", `no rule ${ruleId} in the rulebook`);
  const former = own(story.state.formerRules, ruleId);
  if (former === undefined) throw new Refusal("NOT_ALLOWED_NOW", `rule ${ruleId} has no former version to go back to`);
  if (current.status !== "probation") {
    throw new Refusal("NOT_ALLOWED_NOW", `rule ${ruleId} is ${current.status}: only one on probation is rolled back`);
  }
  if (story.state.refusedRules.includes(fingerprint(former))) {
    throw new Refusal("NOT_ALLOWED_NOW", `what ${ruleId} was before has been refused since: pause it instead`);
  }
  // A person made it smaller meanwhile: nobody else makes it larger again.
  const { size, scale } = former;
  if (directionOf(current, { ...current, size, ...(scale === undefined ? {} : { scale }) }) === "loosen") {
    throw new Refusal("NOT_ALLOWED_NOW", `what ${ruleId} was before takes more than it does now: pause it instead`);
  }
  // What was paused when it was replaced stays so.
  const status = SEVERITY[former.status] > SEVERITY.probation ? former.status : "probation";
  const document = { ...former, version: current.version + 1, status };
  story.tell("rule.rolled_back", { document, by, reason });
  endMoot(story, document);
};

/** What was refused, retired or waits already is not asked for again by those who do not decide. @throws Refusal. */
function requireNew(state: GateState, document: RuleDocument, current: RuleDocument | undefined): void {
  const print = fingerprint(document);
  const isStatus = current !== undefined && fingerprint(current) === print;
  if (!isStatus && state.refusedRules.includes(print)) {
    throw new Refusal("NOT_ALLOWED_NOW", `what ${document.id} v${document.version} does was refused or retired before`);
  }
}

/** @throws Refusal, by its reason: what is final stays, what loosens or is final is the operator's. */
function requirePassage(ruleId: string, from: RuleStatus, to: RuleStatus, by: Actor): void {
  if (mayPass(from, to, by)) return;
  if (whoMay(from, to) === "nobody") throw new Refusal("NOT_ALLOWED_NOW", `rule ${ruleId} is ${from}: that is final`);
  const reason = SEVERITY[to] < SEVERITY[from] ? "LOOSENS" : "NOT_ALLOWED_NOW";
  throw new Refusal(reason, `only the operator may bring ${ruleId} from ${from} to ${to}`);
}

/** The first rules of a new account, proposed; on paper accepted in the same breath, on the record like any other. */
export function fileStarters(story: Story, starters: readonly ProposalDraft[]): void {
  for (const draft of starters) {
    const submit: CommandOf<"proposal.submit"> = { type: "proposal.submit", draft, by: "gate" };
    proposalSubmit(story, submit);
    // With real money a person says yes to each.
    if (story.state.binding?.mode !== "paper") continue;
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

/** To let the rule do more as it is was asked before it was put lower: what spoke for it then says nothing of that. */
function endRaises(story: Story, lowered: RuleDocument): void {
  const print = fingerprint(lowered);
  for (const { proposalId, document } of openOf(story.state, lowered.id)) {
    if (SEVERITY[document.status] >= SEVERITY[lowered.status] || fingerprint(document) !== print) continue;
    const reason = `${lowered.id} was put on ${lowered.status === "paused" ? "pause" : lowered.status} since`;
    story.tell("proposal.expired", { proposalId, reason }, proposalId);
  }
}

/** What else waits for that rule was made for what it was before: it could not be accepted any more, and holds no place. */
function endMoot(story: Story, { id, version }: RuleDocument, how: "changed" | "retired" = "changed"): void {
  for (const { proposalId, document } of openOf(story.state, id)) {
    if (how === "changed" && document.version > version) continue;
    story.tell("proposal.expired", { proposalId, reason: `${id} was ${how} since` }, proposalId);
  }
}

/** Questions about that rule that wait. */
const openOf = ({ proposals }: GateState, ruleId: string): readonly RuleProposal[] =>
  Object.values(proposals).flatMap(({ proposal, state }) =>
    state === "open" && isOfRule(proposal) && proposal.document.id === ruleId ? [proposal] : [],
  );

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
  const current = own(rules, id)?.document;
  if (current?.status === "retired") {
    throw new Refusal("NOT_ALLOWED_NOW", `rule ${id} is retired: propose it under another id`);
  }
  if (current !== undefined && version <= current.version) {
    throw new Refusal("NOT_ALLOWED_NOW", `rule ${id} is at version ${current.version}: raise the version`);
  }
  return current;
}

function openProposal(state: GateState, proposalId: string): RuleProposal {
  const row = own(state.proposals, proposalId);
  if (row === undefined) throw new Refusal("UNKNOWN_ID", `no proposal ${proposalId}`);
  if (row.state !== "open") throw new Refusal("NOT_ALLOWED_NOW", `proposal ${proposalId} is already ${row.state}`);
  if (!isOfRule(row.proposal)) throw new RangeError(`proposal ${proposalId} is of no rule`);
  return row.proposal;
}

/** What a record holds itself: a rule called "constructor" is none of what every object has. */
const own = <Row>(rows: Readonly<Record<string, Row>>, key: string): Row | undefined =>
  Object.hasOwn(rows, key) ? rows[key] : undefined;
