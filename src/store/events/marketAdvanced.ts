import { z } from "zod";
import { money, positiveMoney } from "../money.ts";
import { timestamp } from "../time.ts";
import { symbol } from "../words/intent.ts";

/** Tick `n` of the market closed: the marks (last close by symbol) and the equity at them. */
export const marketAdvanced = z.strictObject({
  n: z.int().min(0),
  at: timestamp,
  /** Open time of the candles of this tick. */
  candleTs: timestamp,
  candles: z.record(symbol, z.strictObject({ high: positiveMoney, low: positiveMoney, close: positiveMoney })),
  equity: money,
});
