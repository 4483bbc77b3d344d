import { add, multiply, percentOf } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { heldNotional, reservedNotional } from "../ledger/reserved.ts";
import { seenGross } from "../risk/seen.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** Held and promised value in all symbols stays within its share of equity. */
export const grossExposure: Check = {
  code: "GROSS_EXPOSURE",
  binds: ENTRY,
  judge: ({ intent, price }, state, { safety, now }) => {
    const source = safety.source("exposure.maxGrossPct");
    if (price === undefined) return missing("price", source);
    const seen = seenGross(state, { now, maxAgeMs: safety.limits.staleness.maxQuoteAgeMs });
    const after = add(heldNotional(state), reservedNotional(state), multiply(intent.quantity, price), seen);
    const limit = percentOf(equityAt(state), safety.limits.exposure.maxGrossPct);
    return atMost(after, limit, state.binding?.currency ?? "", source);
  },
};
