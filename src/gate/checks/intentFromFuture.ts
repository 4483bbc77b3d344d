import { timeframeMs } from "../../store/time.ts";
import { atMost, type Check, ENTRY } from "./check.ts";

/** Nothing is born of a candle that has not closed. */
export const intentFromFuture: Check = {
  code: "INTENT_FROM_FUTURE",
  binds: ENTRY,
  judge: ({ intent }, _state, { now, timeframe }) =>
    atMost(String(intent.reference.candleTs + timeframeMs(timeframe)), String(now), "ms since 1970", "market clock"),
};
