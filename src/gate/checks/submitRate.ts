import { MINUTE_MS } from "../../store/time.ts";
import { atMost, type Check, ENTRY } from "./check.ts";

/** So many entries a minute of the market's clock. */
export const submitRate: Check = {
  code: "SUBMIT_RATE",
  binds: ENTRY,
  judge: (_subject, state, { now, safety }) => {
    const recent = state.entries.filter(({ at }) => at > now - MINUTE_MS).length;
    const limit = String(safety.limits.orders.maxSubmitsPerMinute);
    return atMost(String(recent + 1), limit, "entries a minute", safety.source("orders.maxSubmitsPerMinute"));
  },
};
