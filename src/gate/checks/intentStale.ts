import { timeframeMs } from "../../store/time.ts";
import { atMost, type Check, ENTRY } from "./check.ts";

/** A wish is judged on the candle it was born of: older ones are of a market that is gone. */
export const intentStale: Check = {
  code: "INTENT_STALE",
  binds: ENTRY,
  judge: ({ intent }, _state, { now, timeframe, safety }) => {
    const length = timeframeMs(timeframe);
    const age = Math.max(0, Math.floor((now - intent.reference.candleTs - length) / length));
    const limit = safety.limits.staleness.maxIntentAgeCandles;
    return atMost(String(age), String(limit), "candles", safety.source("staleness.maxIntentAgeCandles"));
  },
};
