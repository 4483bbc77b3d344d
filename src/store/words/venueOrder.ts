import { z } from "zod";
import { nonNegativeMoney, positiveMoney } from "../money.ts";
import { timestamp } from "../time.ts";
import { side, symbol } from "./intent.ts";
import { fillReport } from "./order.ts";

/**
 * An order as a venue tells it. `open` is every status in which it may still fill (pending, queued, cancel asked for);
 * the others are final. `clientOrderId` is ours, or whatever a stranger gave it; null without one.
 */
export const venueOrder = z.strictObject({
  clientOrderId: z.string().max(100).nullable(),
  venueOrderId: z.string().min(1).max(100),
  symbol,
  side,
  quantity: positiveMoney,
  filledQuantity: nonNegativeMoney,
  status: z.enum(["open", "filled", "canceled", "expired", "rejected"]),
});
export type VenueOrder = z.infer<typeof venueOrder>;

/**
 * All that a venue knows of this account at one moment: every order that may still fill, the executions since the last
 * look, and the balances by currency (free and locked together).
 */
export const venueSnapshot = z.strictObject({
  at: timestamp,
  orders: z.array(venueOrder).max(1_000),
  fills: z.array(fillReport.extend({ venueOrderId: z.string().min(1).max(100), symbol, side })).max(10_000),
  balances: z.record(z.string(), nonNegativeMoney),
});
export type VenueSnapshot = z.infer<typeof venueSnapshot>;
