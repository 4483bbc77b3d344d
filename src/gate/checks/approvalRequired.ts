import { multiply, percentOf } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { atMost, type Check, ENTRY, holds, missing } from "./check.ts";

/** From a size on a person says yes to the single order. One that lacks nothing else waits for that. */
export const approvalRequired: Check = {
  code: "APPROVAL_REQUIRED",
  binds: ENTRY,
  judge: ({ intent, price, approvedBy }, state, { safety }) => {
    const source = safety.source("approval.aboveNotionalPct");
    const { aboveNotionalPct } = safety.limits.approval;
    if (approvedBy !== null) return holds(true, `approved by ${approvedBy}`, "a person's yes", source);
    if (aboveNotionalPct === 100) return holds(true, "asks never", "100 %", source);
    if (price === undefined) return missing("price", source);
    const limit = percentOf(equityAt(state), aboveNotionalPct);
    return atMost(multiply(intent.quantity, price), limit, state.binding?.currency ?? "", source);
  },
};
