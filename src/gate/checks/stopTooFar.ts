import { absolute, divide, fromNumber, multiply, subtract } from "../../store/money.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** A stop so far away is no stop. */
export const stopTooFar: Check = {
  code: "STOP_TOO_FAR",
  binds: ENTRY,
  judge: ({ intent, price }, _state, { safety }) => {
    const source = safety.source("stops.maxDistancePct");
    if (intent.stopPrice === undefined || price === undefined) return missing("stop and price", source);
    const distance = divide(multiply(absolute(subtract(price, intent.stopPrice)), "100"), price, 6);
    return atMost(distance, fromNumber(safety.limits.stops.maxDistancePct), "% of price", source);
  },
};
