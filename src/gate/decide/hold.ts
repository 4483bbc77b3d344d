import type { Hold } from "../../store/words/hold.ts";
import { cancelEntries } from "./cancel.ts";
import type { Decider } from "./command.ts";
import { settleExternals } from "./settleExternal.ts";
import type { Story } from "./story.ts";

/** Places a hold unless one of that cause already stands. */
export function placeHold(story: Story, hold: Omit<Hold, "id" | "since">): void {
  if (story.state.holds.some(({ cause }) => cause === hold.cause)) return;
  story.tell("hold.placed", { ...hold, id: story.context.nextId(), since: story.context.now });
}

/** Ends the hold of that cause, if it stands. */
export function clearHold(story: Story, cause: Hold["cause"], reason: string): void {
  const held = story.state.holds.find((hold) => hold.cause === cause);
  if (held !== undefined) story.tell("hold.cleared", { id: held.id, cause, by: "gate", reason });
}

/** Kill, or the gate's own halt (a flood): locked until the operator resumes; every working entry is taken back; stops stay. */
export const tradingHalt: Decider<"trading.halt"> = (story, { cause, reason }) => {
  placeHold(story, { level: "halted", cause, clearedBy: "operator", detail: reason.slice(0, 200) });
  cancelEntries(story, "halted");
};

export const tradingReduce: Decider<"trading.reduce"> = (story, { reason }) => {
  placeHold(story, { level: "reducing", cause: "reduce", clearedBy: "operator", detail: reason.slice(0, 200) });
  cancelEntries(story, "reducing");
};

/**
 * Clears what the operator may clear; a day's loss or a dead agent is not among it. Where the ledger and the venue
 * disagreed it is the word that somebody looked: what is missing is taken from the rules that held it.
 */
export const tradingResume: Decider<"trading.resume"> = (story, { reason }) => {
  if (story.state.holds.some(({ cause }) => cause === "not_reconciled")) settleExternals(story);
  for (const { id, cause, clearedBy } of story.state.holds) {
    if (clearedBy === "operator")
      story.tell("hold.cleared", { id, cause, by: "operator", reason: reason.slice(0, 200) });
  }
};
