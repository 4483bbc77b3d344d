import { z } from "zod";
import { money, positiveMoney } from "../money.ts";
import { timestamp } from "../time.ts";
import { side, symbol } from "../words/intent.ts";

/** Somebody traded at the venue past this gate, by hand for instance: it is held as EXTERNAL and left alone. */
export const externalTraded = z.strictObject({
  symbol,
  side,
  tradeId: z.string().min(1).max(100),
  lastQuantity: positiveMoney,
  lastPrice: positiveMoney,
  commission: money,
  filledAt: timestamp,
});
