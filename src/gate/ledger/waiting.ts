import type { Intent } from "../../store/words/intent.ts";
import type { GateState } from "../mind/state.ts";

/** The orders that wait for a person. */
export const waitingOrders = (state: GateState): readonly { proposalId: string; intent: Intent }[] =>
  Object.values(state.proposals).flatMap(({ proposal, state: answer }) =>
    proposal.kind === "order.approve" && answer === "open"
      ? [{ proposalId: proposal.proposalId, intent: proposal.intent }]
      : [],
  );
