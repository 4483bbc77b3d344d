import { basisFacts } from "../src/agent/cockpit/basisText.ts";
import type { ProposalRow, RuleRow } from "../src/gate/contract/rulebook.ts";
import { utcText } from "../src/store/time.ts";
import { isOfRule, moveOf, titleOf } from "../src/store/words/proposal.ts";
import { diffLines, ruleText } from "../src/tui/ruleText.ts";

const field = (name: string, text: string): string => `${name.padEnd(10)} ${text}`;

/** A proposal for a person: what it is, what it rests on, and line by line what it would change. */
export function proposalLines({ proposal, state, reason }: ProposalRow, rules: readonly RuleRow[]): readonly string[] {
  const head = [
    field("proposal", titleOf(proposal)),
    field("state", reason === null ? state : `${state}: ${reason}`),
    field("direction", `${moveOf(proposal)}, filed by the ${proposal.filedBy} ${utcText(proposal.filedAt)}`),
    field("expires", utcText(proposal.expiresAt)),
    field("id", proposal.proposalId),
  ];
  if (proposal.kind === "order.approve") {
    return [...head, field("why", proposal.rationale), "", ...JSON.stringify(proposal.intent, null, 2).split("\n")];
  }
  if (!isOfRule(proposal)) {
    const now = `${proposal.key} is ${proposal.before}; accepted, the loops run by ${proposal.value} from the next candle on`;
    return [...head, field("why", proposal.rationale), "", now];
  }
  const { basis, document } = proposal;
  const rests =
    basis === undefined
      ? [field("why", proposal.rationale)]
      : basisFacts(basis).map(({ name, text }) => field(name, text));
  const incumbent = rules.find((row) => row.document.id === document.id)?.document;
  const against = incumbent === undefined ? "new rule:" : `against version ${incumbent.version} in the rulebook:`;
  const before = incumbent === undefined ? [] : ruleText(incumbent);
  return [
    ...head,
    ...rests,
    "",
    against,
    ...diffLines(before, ruleText(document)).map(({ sign, text }) => `${sign} ${text}`),
  ];
}
