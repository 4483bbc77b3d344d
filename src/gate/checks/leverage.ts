import { add, divide, fromNumber, isMore, isPositive, multiply } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { heldNotional, reservedNotional } from "../ledger/reserved.ts";
import { seenGross } from "../risk/seen.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** Gross exposure, held and promised, is at most so many times equity. */
export const leverage: Check = {
  code: "LEVERAGE",
  binds: ENTRY,
  judge: ({ intent, price }, state, { safety, now }) => {
    const source = safety.source("exposure.maxLeverage");
    const equity = equityAt(state);
    if (price === undefined || !isPositive(equity)) return missing("price and equity", source);
    const seen = seenGross(state, { now, maxAgeMs: safety.limits.staleness.maxQuoteAgeMs });
    const gross = add(heldNotional(state), reservedNotional(state), multiply(intent.quantity, price), seen);
    const limit = fromNumber(safety.limits.exposure.maxLeverage);
    const finding = atMost(divide(gross, equity, 4), limit, "times equity", source);
    return { ...finding, passed: !isMore(gross, multiply(equity, limit)) };
  },
};
