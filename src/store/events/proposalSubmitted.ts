import { proposal } from "../words/proposal.ts";

/** A change to the rulebook waits for a person. */
export const proposalSubmitted = proposal;
