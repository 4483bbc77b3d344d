import { HOUR_MS } from "../../store/time.ts";
import { atMost, type Check, ENTRY } from "./check.ts";

/** A venue that keeps rejecting, or not answering, gets no new orders for a while. */
export const venueErrorRate: Check = {
  code: "VENUE_ERROR_RATE",
  binds: ENTRY,
  judge: (_subject, state, { now, safety }) => {
    const recent = state.venueErrors.filter((at) => at > now - HOUR_MS).length;
    const source = safety.source("venue.maxErrorsPerHour");
    return atMost(String(recent), String(safety.limits.venue.maxErrorsPerHour), "errors an hour", source);
  },
};
