import { add, multiply, percentOf } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { reservedNotional } from "../ledger/reserved.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** What working entries are promised, this one included, stays within its share of equity. */
export const reservations: Check = {
  code: "RESERVATIONS",
  binds: ENTRY,
  judge: ({ intent, worstPrice }, state, { safety }) => {
    const source = safety.source("balance.maxReservedPct");
    if (worstPrice === undefined) return missing("price", source);
    const promised = add(reservedNotional(state), multiply(intent.quantity, worstPrice));
    const limit = percentOf(equityAt(state), safety.limits.balance.maxReservedPct);
    return atMost(promised, limit, state.binding?.currency ?? "", source);
  },
};
