import { settingText } from "../../store/settings/loopSetting.ts";
import { DAY_MS } from "../../store/time.ts";
import type { SettingsProposal } from "../../store/words/proposal.ts";
import { Refusal } from "../contract/refusal.ts";
import type { CommandOf, Decider } from "./command.ts";
import { requireRoom } from "./room.ts";
import type { Story } from "./story.ts";

/**
 * Files a change of what the loops run by. It has no part in what may pass the gate, so that its direction is neutral; that
 * it is one of the loops' own settings, within its bounds, is settled at the wall.
 */
export const settingsPropose: Decider<"settings.propose"> = (story, { draft, by }) => {
  const { proposals, refusedSettings } = story.state;
  const { key, value, before, rationale } = draft;
  if (by === "agent" && refusedSettings.includes(settingText(draft))) {
    throw new Refusal("NOT_ALLOWED_NOW", `${key} ${value} was refused before`);
  }
  const isWaiting = Object.values(proposals).some(
    ({ proposal, state }) => state === "open" && proposal.kind === "settings.change" && proposal.key === key,
  );
  if (isWaiting) throw new Refusal("NOT_ALLOWED_NOW", `a change of ${key} waits for an answer already`);
  requireRoom(story.state, by);
  const { now, nextId, safety } = story.context;
  const proposalId = nextId();
  const proposal: SettingsProposal = {
    proposalId,
    kind: "settings.change",
    key,
    value,
    before,
    direction: "neutral",
    filedBy: by,
    filedAt: now,
    expiresAt: now + safety.limits.proposals.expireAfterDays * DAY_MS,
    rationale,
  };
  story.tell("proposal.submitted", proposal, proposalId, proposalId);
};

/** A yes or a no to one: whoever runs the loops hears it and takes it up. @throws Refusal unless it waits, and for anybody else. */
export function answerSettings(story: Story, command: CommandOf<"proposal.accept" | "proposal.reject">): void {
  const { proposalId, by, reason } = command;
  const state = story.state.proposals[proposalId]?.state;
  if (state !== "open") throw new Refusal("NOT_ALLOWED_NOW", `proposal ${proposalId} is already ${state}`);
  if (by !== "operator")
    throw new Refusal("NOT_ALLOWED_NOW", "what the loops run by is the operator's alone to change");
  story.tell(command.type === "proposal.accept" ? "proposal.accepted" : "proposal.rejected", {
    proposalId,
    by,
    reason,
  });
}
