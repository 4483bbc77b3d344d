import { most, percentOf, subtract } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** Nothing is begun on a day that has lost its share: not even before the hold of it is placed. */
export const dailyLoss: Check = {
  code: "DAILY_LOSS",
  binds: ENTRY,
  judge: (_subject, state, { safety }) => {
    const source = safety.source("losses.maxDailyPct");
    if (state.day === null) return missing("day", source);
    const lost = most(subtract(state.day.equity, equityAt(state)), "0");
    const limit = percentOf(state.day.equity, safety.limits.losses.maxDailyPct);
    return atMost(lost, limit, state.binding?.currency ?? "", source);
  },
};
