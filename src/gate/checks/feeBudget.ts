import { add, bpsOf, multiply, percentOf } from "../../store/money.ts";
import { reservedNotional } from "../ledger/reserved.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** A day pays so much in fees and no more, what this entry will cost included. */
export const feeBudget: Check = {
  code: "FEE_BUDGET",
  binds: ENTRY,
  judge: ({ intent, worstPrice }, state, { safety }) => {
    const source = safety.source("budgets.maxFeesPct");
    const { day, costs } = state;
    if (worstPrice === undefined || day === null || costs === null) return missing("price, day and costs", source);
    const coming = add(reservedNotional(state), multiply(intent.quantity, worstPrice));
    const after = add(day.fees, bpsOf(coming, costs.takerFeeBps));
    return atMost(
      after,
      percentOf(day.equity, safety.limits.budgets.maxFeesPct),
      state.binding?.currency ?? "",
      source,
    );
  },
};
