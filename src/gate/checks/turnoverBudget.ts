import { add, multiply, percentOf } from "../../store/money.ts";
import { reservedNotional } from "../ledger/reserved.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** A day buys and sells so much and no more: what is promised and this entry count already. */
export const turnoverBudget: Check = {
  code: "TURNOVER_BUDGET",
  binds: ENTRY,
  judge: ({ intent, worstPrice }, state, { safety }) => {
    const source = safety.source("budgets.maxTurnoverPct");
    if (worstPrice === undefined || state.day === null) return missing("price and day", source);
    const after = add(state.day.turnover, reservedNotional(state), multiply(intent.quantity, worstPrice));
    const limit = percentOf(state.day.equity, safety.limits.budgets.maxTurnoverPct);
    return atMost(after, limit, state.binding?.currency ?? "", source);
  },
};
