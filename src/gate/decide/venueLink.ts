import { venueUnavailable } from "../checks/venueUnavailable.ts";
import { cancelEntries } from "./cancel.ts";
import type { Decider, Marks } from "./command.ts";
import { clearHold, placeHold } from "./hold.ts";
import { bookQuotes } from "./marketQuote.ts";
import type { Story } from "./story.ts";

/** The venue does not answer, or its prices stand still: entries off and none let in. Stops and exits stay. */
export const venueDown: Decider<"venue.down"> = (story, { why }) => {
  const detail = `${venueUnavailable.code}: ${why}`.slice(0, 200);
  placeHold(story, { level: "reducing", cause: "data_stale", clearedBy: "cause", detail });
  cancelEntries(story, "venue unavailable");
};

/**
 * The venue does not answer for orders and accounts, whatever its prices do. Exits are tried again; entries wait until it
 * answers and agrees with the ledger.
 */
export const venueLost: Decider<"venue.lost"> = (story, { why }) => {
  const detail = `${venueUnavailable.code}: ${why}`.slice(0, 200);
  placeHold(story, { level: "reducing", cause: "venue_lost", clearedBy: "cause", detail });
  cancelEntries(story, "venue unavailable");
};

/** The venue answers again. Only prices that were made after it was lost prove it; until they come the hold stays. */
export const venueUp: Decider<"venue.up"> = (story, { at, marks }) => {
  if (!isFreshSnapshot(story, marks)) return;
  bookQuotes(story, at, marks);
  clearHold(story, "data_stale", "a fresh snapshot came");
};

/** Every symbol has a price, and the newest of them is young and younger than the hold. The rest: QUOTE_STALE. */
function isFreshSnapshot({ state, context: { now, safety } }: Story, marks: Marks): boolean {
  const hold = state.holds.find(({ cause }) => cause === "data_stale");
  const symbols = state.binding?.symbols ?? [];
  if (hold === undefined || symbols.some((symbol) => marks[symbol] === undefined)) return false;
  const newest = Math.max(...symbols.map((symbol) => marks[symbol]?.at ?? 0));
  return newest > hold.since && now - newest <= safety.limits.staleness.maxQuoteAgeMs;
}
