import { z } from "zod";
import { positiveMoney } from "../money.ts";
import { timestamp } from "../time.ts";
import { symbol } from "../words/intent.ts";

/** Between two candles of real data: the last prices, each with the time the venue gives it. `at`: when they were read. */
export const marketQuoted = z.strictObject({
  at: timestamp,
  marks: z.record(symbol, z.strictObject({ price: positiveMoney, at: timestamp })),
});
