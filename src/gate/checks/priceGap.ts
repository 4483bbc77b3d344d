import { absolute, fromNumber, subtract } from "../../store/money.ts";
import { atMost, type Check, ENTRY, inBps, missing } from "./check.ts";

/** Agent and gate see the same market: the price that a wish was born at is near the gate's own. */
export const priceGap: Check = {
  code: "PRICE_GAP",
  binds: ENTRY,
  judge: ({ intent, mark }, _state, { safety }) => {
    const source = safety.source("staleness.maxPriceGapBps");
    if (mark === undefined) return missing("quote", source);
    const gap = inBps(absolute(subtract(intent.reference.price, mark.price)), mark.price);
    return atMost(gap, fromNumber(safety.limits.staleness.maxPriceGapBps), "bps", source);
  },
};
