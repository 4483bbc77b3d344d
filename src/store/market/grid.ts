import { isPositive, type Money, toNumber } from "../money.ts";

/**
 * Rounds floats to the multiples of an increment, for candles and backtests; orders round exactly with `money.roundTo`.
 * The nearest one, so that it prints like the venue's prices (59999.5, not 59999.50000001).
 * @throws RangeError when the increment is not above zero.
 */
export function gridOf(increment: Money): (value: number) => number {
  if (!isPositive(increment)) throw new RangeError(`an increment must be above zero, not ${increment}`);
  const step = toNumber(increment);
  const decimals = increment.split(".")[1]?.length ?? 0;
  return (value) => Number((Math.round(value / step) * step).toFixed(decimals));
}
