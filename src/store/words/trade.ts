import { z } from "zod";
import { id } from "../ids.ts";
import { money, nonNegativeMoney, positiveMoney } from "../money.ts";
import { ruleId } from "../rules/document.ts";
import { timestamp } from "../time.ts";
import { symbol } from "./intent.ts";

/** A closed position. Prices are averages weighted by quantity; `realizedPnl` is net of `fees`. */
export const trade = z.strictObject({
  positionId: id,
  ruleId,
  ruleVersion: z.int().min(1),
  symbol,
  side: z.enum(["long", "short"]),
  quantity: positiveMoney,
  entryAt: timestamp,
  entryPrice: positiveMoney,
  exitAt: timestamp,
  exitPrice: positiveMoney,
  fees: nonNegativeMoney,
  realizedPnl: money,
  /** Net P&L over the initial risk (quantity × distance to the first stop); null when there was no stop. */
  r: z.number().nullable(),
  /** Furthest the price went for (MFE) and against (MAE) the position, in R; from candles while it was open. */
  mfeR: z.number().nullable(),
  maeR: z.number().nullable(),
  /** Price the signal was born at, for slippage against plan. */
  plannedPrice: positiveMoney,
  exitReason: z.string().min(1).max(200),
});
export type Trade = z.infer<typeof trade>;
