import { percentOf } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { amountOf } from "../risk/account.ts";
import { atMost, type Check, ENTRY } from "./check.ts";

/** In the worst corner of the stress grid the account loses at most this share of equity. */
export const stressLoss: Check = {
  code: "STRESS_LOSS",
  binds: ENTRY,
  judge: ({ risk }, state, { safety }) => {
    const { pricePct, volatilityPoints, pnl } = risk().worst;
    const limit = percentOf(equityAt(state), safety.limits.risk.stress.maxLossPct);
    const unit = `${state.binding?.currency ?? ""} at ${pricePct} %, ${volatilityPoints} vol`;
    return atMost(amountOf(Math.max(0, -pnl)), limit, unit, safety.source("risk.stress.maxLossPct"));
  },
};
