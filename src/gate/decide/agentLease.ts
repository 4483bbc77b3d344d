import { cancelEntries } from "./cancel.ts";
import type { Decider } from "./command.ts";
import { leaveAll } from "./flatten.ts";
import { clearHold, placeHold } from "./hold.ts";

export const agentAttach: Decider<"agent.attach"> = (story, { client }) => {
  story.tell("agent.attached", { client });
  clearHold(story, "agent_lost", "an agent is attached");
};

export const agentDetach: Decider<"agent.detach"> = (story, { cause }) => {
  if (story.state.agentAttached) story.tell("agent.detached", { cause });
};

/**
 * Staged dead-man: said aloud first, then entries off and none let in; stops and positions stay as they are. Only where
 * safety.yaml says so everything is closed at last, and stays closed until the operator resumes.
 */
export const agentSilent: Decider<"agent.silent"> = (story, { stage, silentMs }) => {
  if (stage === "warn") {
    story.tell("dead_man.warned", { silentMs });
    return;
  }
  if (stage === "liquidate") {
    leaveAll(story, null);
    return;
  }
  const detail = `no heartbeat for ${silentMs} ms`;
  placeHold(story, { level: "reducing", cause: "agent_lost", clearedBy: "cause", detail });
  cancelEntries(story, "agent lost");
};

/** A heartbeat after silence. */
export const agentHeard: Decider<"agent.heard"> = (story) => clearHold(story, "agent_lost", "the agent is heard again");
