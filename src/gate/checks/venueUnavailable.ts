import { type Check, ENTRY, holds } from "./check.ts";

/** Nothing is begun at a venue that may not be there: until a fresh snapshot has come, not merely an answer. */
export const venueUnavailable: Check = {
  code: "VENUE_UNAVAILABLE",
  binds: ENTRY,
  judge: (_subject, state) => {
    const lost = state.holds.find(({ cause }) => cause === "data_stale" || cause === "venue_lost");
    return holds(lost === undefined, lost?.detail ?? "answers", "answers", "holds");
  },
};
