import type { Actor } from "../../store/words/proposal.ts";
import { Refusal } from "../contract/refusal.ts";
import type { GateState } from "../mind/state.ts";
import { waitingOrders } from "../ledger/waiting.ts";
import { denyWaiting } from "./askPerson.ts";
import type { Decider } from "./command.ts";
import { judge } from "./intentSubmit.ts";
import { answerSettings } from "./settings.ts";
import { proposalAccept, proposalReject } from "./rulebook.ts";

/** A yes to a rule enters the rulebook; a yes to an order sends it up the ladder once more; one to a setting is the agent's to hear. */
export const acceptProposal: Decider<"proposal.accept"> = (story, command) => {
  if (isOfSettings(story.state, command.proposalId)) return answerSettings(story, command);
  const waiting = orderOf(story.state, command.proposalId, command.by);
  if (waiting === undefined) return proposalAccept(story, command);
  const { proposalId, by, reason } = command;
  const { intent } = waiting;
  story.tell("proposal.accepted", { proposalId, by, reason });
  const seen = story.state.intents[intent.intentId] ?? null;
  judge(story, { intent, origin: null, seen, approvedBy: by });
};

/** A no to any of them. */
export const rejectProposal: Decider<"proposal.reject"> = (story, command) => {
  if (isOfSettings(story.state, command.proposalId)) return answerSettings(story, command);
  const waiting = orderOf(story.state, command.proposalId, command.by);
  if (waiting === undefined) return proposalReject(story, command);
  const { proposalId, by, reason } = command;
  story.tell("proposal.rejected", { proposalId, by, reason });
  denyWaiting(story, waiting.intent);
};

const isOfSettings = ({ proposals }: GateState, proposalId: string): boolean =>
  proposals[proposalId]?.proposal.kind === "settings.change";

/** @throws Refusal when one that does not wait any more, or anybody but the operator, is at it. */
function orderOf(
  state: GateState,
  proposalId: string,
  by: Actor,
): ReturnType<typeof waitingOrders>[number] | undefined {
  const row = state.proposals[proposalId];
  if (row?.proposal.kind !== "order.approve") return undefined;
  if (row.state !== "open") throw new Refusal("NOT_ALLOWED_NOW", `order ${proposalId} is already ${row.state}`);
  if (by !== "operator") throw new Refusal("NOT_ALLOWED_NOW", "an order that waits is answered by the operator alone");
  return waitingOrders(state).find((each) => each.proposalId === proposalId);
}
