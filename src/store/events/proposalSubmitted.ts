import { proposal } from "../words/proposal.ts";

/** A change to the rulebook, an order, or a change of the loops' settings waits for a person. */
export const proposalSubmitted = proposal;
