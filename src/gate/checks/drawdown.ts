import { most, percentOf, subtract } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { atMost, type Check, ENTRY } from "./check.ts";

/** Nor further below the highest equity than the operator bears. */
export const drawdown: Check = {
  code: "DRAWDOWN",
  binds: ENTRY,
  judge: (_subject, state, { safety }) => {
    const source = safety.source("losses.maxDrawdownPct");
    const below = most(subtract(state.peakEquity, equityAt(state)), "0");
    const limit = percentOf(state.peakEquity, safety.limits.losses.maxDrawdownPct);
    return atMost(below, limit, state.binding?.currency ?? "", source);
  },
};
