import { z } from "zod";
import { money, positiveMoney } from "../money.ts";
import { timestamp } from "../time.ts";
import { derivative } from "../words/derivative.ts";
import { venueGreeks } from "./marketQuoted.ts";

/** Where it is: "deribit", "coinbase-futures". */
export const exposureSource = z.string().regex(/^[a-z][a-z0-9-]{1,29}$/);

/**
 * A position that is held elsewhere. `quantity` is signed and in units of the underlying, whatever the venue counts in,
 * so that contract sizes are 1. `price`: its own mark; of an option, the price of its underlying. Both in `currency`.
 */
export const seenPosition = z.strictObject({
  /** As the venue calls it: "BTC-27MAR26-60000-C". */
  name: z.string().min(1).max(60),
  currency: z.string().regex(/^[A-Z0-9]{2,10}$/),
  quantity: money,
  price: positiveMoney,
  derivative,
  /** Of an option: implied, as a year's share, and what the venue says of one unit of the underlying. */
  volatility: z.number().min(0).max(100).optional(),
  greeks: venueGreeks.optional(),
});
export type SeenPosition = z.infer<typeof seenPosition>;

/** More than this gate can follow: a longer list is not seen at all. */
export const MAX_SEEN = 200;

/**
 * What a derivatives venue said is held there, all of it, as asked at `at`. It is nobody's trade here and in no book: it is
 * exposure, which the risk limits count.
 */
export const exposureSeen = z.strictObject({
  source: exposureSource,
  at: timestamp,
  positions: z.array(seenPosition).max(MAX_SEEN),
});

/** What a derivatives venue holds, as it said at a time. */
export interface SeenExposure {
  readonly at: z.infer<typeof timestamp>;
  readonly positions: readonly SeenPosition[];
}
