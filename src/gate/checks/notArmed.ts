import { type Check, ENTRY, holds } from "./check.ts";

/** Real money begins nothing before a person armed the account; in shadow everything is judged, and nothing leaves. */
export const notArmed: Check = {
  code: "NOT_ARMED",
  binds: ENTRY,
  judge: (_subject, { binding, arming }) => {
    if (binding?.mode === "paper") return holds(true, "paper", "live accounts are armed", "account.opened");
    const isArmed = arming.level === "small" || arming.level === "full";
    return holds(isArmed, arming.level, "small or full", "arming.changed");
  },
};
