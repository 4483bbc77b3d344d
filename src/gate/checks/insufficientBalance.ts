import { add, bpsOf, multiply, percentOf, subtract } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { reservedNotional } from "../ledger/reserved.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** Cash covers the worst price, its fee, what is promised already, and the reserve. */
export const insufficientBalance: Check = {
  code: "INSUFFICIENT_BALANCE",
  binds: ENTRY,
  judge: ({ intent, worstPrice }, state, { safety }) => {
    const source = safety.source("balance.reservePct");
    if (worstPrice === undefined || state.costs === null) return missing("price and costs", source);
    const promised = add(reservedNotional(state), multiply(intent.quantity, worstPrice));
    const needed = add(promised, bpsOf(promised, state.costs.takerFeeBps));
    const free = subtract(state.cash, percentOf(equityAt(state), safety.limits.balance.reservePct));
    return atMost(needed, free, state.binding?.currency ?? "", source);
  },
};
