import type { Decider, Marks } from "./command.ts";
import { retryExits } from "./flatten.ts";
import { runStops } from "./marketAdvance.ts";
import type { Story } from "./story.ts";
import { watchMoves } from "./watch.ts";

/** Prices between two closes: the marks are booked, and the stops that the gate runs are held against them. */
export const marketQuote: Decider<"market.quote"> = (story, { at, marks }) => bookQuotes(story, at, marks);

/** The same as part of another story. Equity, losses and days wait for the candle to close. */
export function bookQuotes(story: Story, at: number, marks: Marks): void {
  story.tell("market.quoted", { at, marks: { ...marks } });
  const glances = Object.entries(marks).map(([symbol, { price }]) => ({
    symbol,
    high: price,
    low: price,
    close: price,
  }));
  runStops(story, glances);
  retryExits(story);
  watchMoves(story);
}
