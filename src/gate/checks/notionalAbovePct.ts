import { multiply, percentOf } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** One entry is worth at most this share of equity. */
export const notionalAbovePct: Check = {
  code: "NOTIONAL_PCT_ABOVE_MAX",
  binds: ENTRY,
  judge: ({ intent, price }, state, { safety }) => {
    const source = safety.source("orders.maxNotionalPct");
    if (price === undefined) return missing("price", source);
    const limit = percentOf(equityAt(state), safety.limits.orders.maxNotionalPct);
    return atMost(multiply(intent.quantity, price), limit, state.binding?.currency ?? "", source);
  },
};
