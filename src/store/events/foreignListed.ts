import { z } from "zod";
import { nonNegativeMoney, positiveMoney } from "../money.ts";
import { side, symbol } from "../words/intent.ts";

/** An order at the venue that this gate did not place. It is shown and left alone. */
export const foreignOrder = z.strictObject({
  venueOrderId: z.string().min(1).max(100),
  /** Whatever its owner called it; null without a name. */
  clientOrderId: z.string().max(100).nullable(),
  symbol,
  side,
  quantity: positiveMoney,
  filledQuantity: nonNegativeMoney,
  limitPrice: positiveMoney.nullable(),
  stopPrice: positiveMoney.nullable(),
});
export type ForeignOrder = z.infer<typeof foreignOrder>;

/** What strangers have working at the venue now: told whenever that changes. */
export const foreignListed = z.strictObject({ orders: z.array(foreignOrder).max(100) });
