import { timeframeMs } from "../../store/time.ts";
import { atMost, type Check, ENTRY, holds } from "./check.ts";

/** A resting entry ends soon: nothing waits for an agent that is gone. Without a time of its own it gets the longest. */
export const orderExpiry: Check = {
  code: "ORDER_EXPIRY",
  binds: ENTRY,
  judge: ({ intent }, _state, { now, timeframe, safety }) => {
    const source = safety.source("orders.entryExpiryCandles");
    const longest = safety.limits.orders.entryExpiryCandles * timeframeMs(timeframe);
    if (intent.expiresAt === undefined) return holds(true, "none of its own", `${longest} ms`, source);
    const left = intent.expiresAt - now;
    return { ...atMost(String(left), String(longest), "ms", source), passed: left > 0 && left <= longest };
  },
};
