import { absolute, add, multiply, percentOf, subtract } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { openRiskOf } from "../ledger/openRisk.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** If every stop is hit at once, this entry's too, the loss stays within its share of equity. */
export const openRisk: Check = {
  code: "OPEN_RISK",
  binds: ENTRY,
  judge: ({ intent, price }, state, { safety }) => {
    const source = safety.source("stops.maxOpenRiskPct");
    if (intent.stopPrice === undefined || price === undefined) return missing("stop and price", source);
    const risk = multiply(intent.quantity, absolute(subtract(price, intent.stopPrice)));
    const limit = percentOf(equityAt(state), safety.limits.stops.maxOpenRiskPct);
    return atMost(add(openRiskOf(state), risk), limit, state.binding?.currency ?? "", source);
  },
};
