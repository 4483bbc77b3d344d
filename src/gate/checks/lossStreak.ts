import { MINUTE_MS } from "../../store/time.ts";
import { type Check, ENTRY, holds, missing } from "./check.ts";

/** A rule that lost so often in a row waits a while before it enters again. */
export const lossStreak: Check = {
  code: "LOSS_STREAK",
  binds: ENTRY,
  judge: ({ rule }, _state, { now, safety }) => {
    const source = safety.source("losses.maxStreak");
    if (rule === undefined) return missing("record", "rulebook");
    const { maxStreak, coolDownMinutes } = safety.limits.losses;
    const { lossStreak, lastLossAt } = rule.stats;
    const until = (lastLossAt ?? 0) + coolDownMinutes * MINUTE_MS;
    const cooled = lossStreak < maxStreak || now >= until;
    const wait = cooled ? "" : `, ${Math.ceil((until - now) / MINUTE_MS)} minutes to wait`;
    return holds(
      cooled,
      `${lossStreak} losses${wait}`,
      `fewer than ${maxStreak}, or ${coolDownMinutes} minutes`,
      source,
    );
  },
};
