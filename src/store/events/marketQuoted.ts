import { z } from "zod";
import { nonNegativeMoney, positiveMoney } from "../money.ts";
import { timestamp } from "../time.ts";
import { symbol } from "../words/intent.ts";

/** A step of an order book: price, and what stands there in units of the base currency. */
const level = z.tuple([positiveMoney, nonNegativeMoney]);
/** The best steps of both sides, best first, as they stood at a time. */
export const bookDepth = z.strictObject({ at: timestamp, bids: z.array(level).max(50), asks: z.array(level).max(50) });
export type BookDepth = z.infer<typeof bookDepth>;

/** What the venue itself says of an option, for one unit of its underlying: see docs/risk.md for the units. */
export const venueGreeks = z.strictObject({
  delta: z.number(),
  gamma: z.number(),
  vega: z.number(),
  theta: z.number(),
  rho: z.number(),
});
export type VenueGreeks = z.infer<typeof venueGreeks>;

/** Between two candles of real data: the last prices, each with the time the venue gives it. `at`: when they were read. */
export const marketQuoted = z.strictObject({
  at: timestamp,
  marks: z.record(
    symbol,
    z.strictObject({
      price: positiveMoney,
      at: timestamp,
      book: bookDepth.optional(),
      volatility: z.number().min(0).max(100).optional(),
      greeks: venueGreeks.optional(),
    }),
  ),
});
