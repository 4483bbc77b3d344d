import { most, percentOf, subtract } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** Nor in a week that has. */
export const weeklyLoss: Check = {
  code: "WEEKLY_LOSS",
  binds: ENTRY,
  judge: (_subject, state, { safety }) => {
    const source = safety.source("losses.maxWeeklyPct");
    if (state.week === null) return missing("week", source);
    const lost = most(subtract(state.week.equity, equityAt(state)), "0");
    const limit = percentOf(state.week.equity, safety.limits.losses.maxWeeklyPct);
    return atMost(lost, limit, state.binding?.currency ?? "", source);
  },
};
