import { type Check, ENTRY } from "./check.ts";
import { withinOwnSize } from "./withinOwnSize.ts";

/** A rule takes no more than its own size says, whatever the agent made of it. */
export const ruleSize: Check = {
  code: "RULE_SIZE_EXCEEDED",
  binds: ENTRY,
  judge: (subject, state) => withinOwnSize(subject, state, 100),
};
