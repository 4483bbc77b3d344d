import type { Actor } from "../../store/words/proposal.ts";
import { Refusal } from "../contract/refusal.ts";
import { MOST_WAITING, MOST_WAITING_OF_AGENT } from "../contract/rulebook.ts";
import type { GateState } from "../mind/state.ts";

/** @throws Refusal while so many wait that nobody would read one more: that passes with the next answer. */
export function requireRoom({ proposals }: GateState, by: Actor): void {
  const open = Object.values(proposals).filter(({ state }) => state === "open");
  const ofAgent = open.filter(({ proposal }) => proposal.filedBy === "agent").length;
  if (by === "agent" && ofAgent >= MOST_WAITING_OF_AGENT) {
    throw new Refusal("TOO_MANY_WAIT", `${ofAgent} proposals of the agent wait for an answer already`);
  }
  if (open.length >= MOST_WAITING) {
    throw new Refusal("TOO_MANY_WAIT", `${open.length} proposals wait for an answer: accept or reject some first`);
  }
}
