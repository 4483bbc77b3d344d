import { timeframeMs } from "../../store/time.ts";
import { atMost, type Check, ENTRY } from "./check.ts";

/** A wish is judged on the candle it was born of: older ones are of a market that is gone. */
export const intentStale: Check = {
  code: "INTENT_STALE",
  binds: ENTRY,
  judge: ({ intent, approvedBy }, _state, { now, timeframe, safety }) => {
    const length = timeframeMs(timeframe);
    const age = Math.max(0, Math.floor((now - intent.reference.candleTs - length) / length));
    const { staleness, approval } = safety.limits;
    const source = safety.source("staleness.maxIntentAgeCandles");
    // One that waited for a person may be as much older as it was allowed to wait; every price is looked at anew.
    const limit = staleness.maxIntentAgeCandles + (approvedBy === null ? 0 : approval.expireAfterCandles);
    return atMost(String(age), String(limit), "candles", source);
  },
};
