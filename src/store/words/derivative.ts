import { z } from "zod";
import { positiveMoney } from "../money.ts";
import { timestamp } from "../time.ts";
import { symbol } from "./intent.ts";

/** Units of the underlying that one contract stands for. */
const contractSize = positiveMoney;

/**
 * What kind of thing an instrument is. All of them are linear: a contract gains and loses contractSize × the change of
 * its price, in the quote currency, and its price, like the strike, is in the quote currency for one unit of the
 * underlying. An inverse contract, which pays in its underlying, has no kind here and no field to say it with, since
 * every sum of values would be wrong for it.
 *
 * A perpetual and a future move with a price of their own; an option with that of `underlying`, and is exercised at
 * `expiry` (milliseconds, UTC) only, as in Europe. `model` is what it is valued by: "black_76" when the underlying is
 * itself a future, "black_scholes" otherwise.
 */
export const derivative = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("spot") }),
  z.strictObject({ kind: z.literal("perpetual"), contractSize }),
  z.strictObject({ kind: z.literal("future"), contractSize, expiry: timestamp }),
  z.strictObject({
    kind: z.literal("option"),
    underlying: symbol,
    right: z.enum(["call", "put"]),
    strike: positiveMoney,
    expiry: timestamp,
    contractSize,
    model: z.enum(["black_scholes", "black_76"]),
  }),
]);
export type Derivative = z.infer<typeof derivative>;
