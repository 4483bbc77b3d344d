import { absolute, add, multiply, negate, percentOf } from "../../store/money.ts";
import { equityAt, heldValue } from "../ledger/equity.ts";
import { reservedNet } from "../ledger/reserved.ts";
import { seenNet } from "../risk/seen.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** Longs less shorts, held and promised, stay within their share of equity. */
export const netExposure: Check = {
  code: "NET_EXPOSURE",
  binds: ENTRY,
  judge: ({ intent, price }, state, { safety, now }) => {
    const source = safety.source("exposure.maxNetPct");
    if (price === undefined) return missing("price", source);
    const notional = multiply(intent.quantity, price);
    const seen = seenNet(state, { now, maxAgeMs: safety.limits.staleness.maxQuoteAgeMs });
    const after = add(heldValue(state), reservedNet(state), intent.side === "buy" ? notional : negate(notional), seen);
    const limit = percentOf(equityAt(state), safety.limits.exposure.maxNetPct);
    return atMost(absolute(after), limit, state.binding?.currency ?? "", source);
  },
};
