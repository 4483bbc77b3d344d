import { atMost, type Check, ENTRY, holds, missing } from "./check.ts";

/** What the venue says of a product is believed for a while. A file of our own does not age. */
export const metadataStale: Check = {
  code: "METADATA_STALE",
  binds: ENTRY,
  judge: ({ instrument, intent }, _state, { now, safety }) => {
    const source = safety.source("staleness.maxMetadataAgeMs");
    if (instrument === undefined) return missing("product", `instrument ${intent.symbol}`);
    if (instrument.asOf === null) return holds(true, "a file, which does not age", "instruments.yaml", source);
    return atMost(String(now - instrument.asOf), String(safety.limits.staleness.maxMetadataAgeMs), "ms", source);
  },
};
