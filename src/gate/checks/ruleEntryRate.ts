import { HOUR_MS } from "../../store/time.ts";
import { atMost, type Check, ENTRY } from "./check.ts";

/** One rule enters so often an hour: a rule that runs wild is stopped by itself. */
export const ruleEntryRate: Check = {
  code: "RULE_ENTRY_RATE",
  binds: ENTRY,
  judge: ({ intent }, state, { now, safety }) => {
    const recent = state.entries.filter(({ at, ruleId }) => at > now - HOUR_MS && ruleId === intent.ruleId).length;
    const source = safety.source("orders.maxEntriesPerRulePerHour");
    return atMost(String(recent + 1), String(safety.limits.orders.maxEntriesPerRulePerHour), "entries an hour", source);
  },
};
