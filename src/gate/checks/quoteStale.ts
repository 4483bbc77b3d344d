import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** The gate trusts its own price only, and only while it is fresh. */
export const quoteStale: Check = {
  code: "QUOTE_STALE",
  binds: ENTRY,
  judge: ({ mark }, _state, { now, safety }) => {
    const source = safety.source("staleness.maxQuoteAgeMs");
    if (mark === undefined) return missing("quote", source);
    return atMost(String(now - mark.at), String(safety.limits.staleness.maxQuoteAgeMs), "ms", source);
  },
};
