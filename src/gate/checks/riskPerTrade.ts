import { absolute, multiply, percentOf, subtract } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** What is lost if the stop is hit stays within its share of equity. */
export const riskPerTrade: Check = {
  code: "RISK_PER_TRADE",
  binds: ENTRY,
  judge: ({ intent, price }, state, { safety }) => {
    const source = safety.source("stops.maxRiskPct");
    if (intent.stopPrice === undefined || price === undefined) return missing("stop and price", source);
    const risk = multiply(intent.quantity, absolute(subtract(price, intent.stopPrice)));
    const limit = percentOf(equityAt(state), safety.limits.stops.maxRiskPct);
    return atMost(risk, limit, state.binding?.currency ?? "", source);
  },
};
