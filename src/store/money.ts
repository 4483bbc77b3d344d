import { Decimal as Base } from "decimal.js";
import { z } from "zod";

/**
 * Exact decimal arithmetic on plain decimal strings ("0.00012", "-3", "59999.5").
 *
 * Prices, quantities, cash and fees are such strings in events, on the wire and in state, so that what is journaled is
 * what was computed, to the last digit. 64 significant digits keep sums and products of market-sized numbers exact;
 * only `divide` rounds, and says to how many places.
 */
const Decimal = Base.clone({ precision: 64, toExpNeg: -60, toExpPos: 60, rounding: Base.ROUND_HALF_EVEN });

/** A decimal number written out in full: no exponent, no sign for zero. */
export type Money = string;

/** The wall for money: at most 24 digits before the point and 24 after it. */
export const money = z.string().regex(/^-?\d{1,24}(\.\d{1,24})?$/, {
  error: "a decimal number such as 0.015",
  // What is no number has no sign to be looked at: the checks below must not be asked.
  abort: true,
});
/** The wall for money that may not be negative. */
export const nonNegativeMoney = money.refine((value) => !value.startsWith("-"), "must not be negative");
/** The wall for money above zero. */
export const positiveMoney = money.refine((value) => isPositive(value), "must be above zero");

export type Rounding = "down" | "up" | "nearest";
const MODES = { down: Base.ROUND_FLOOR, up: Base.ROUND_CEIL, nearest: Base.ROUND_HALF_UP } as const;

const text = (value: Base): Money => (value.isZero() ? "0" : value.toFixed());

export const add = (...terms: readonly Money[]): Money =>
  text(terms.reduce((total, term) => total.plus(term), new Decimal(0)));
/** The first term less all the others. */
export const subtract = (first: Money, ...rest: readonly Money[]): Money =>
  text(rest.reduce((left, term) => left.minus(term), new Decimal(first)));
export const multiply = (a: Money, b: Money): Money => text(new Decimal(a).times(b));
/** a / b rounded half-even to `places` decimals. @throws RangeError when b is zero. */
export function divide(a: Money, b: Money, places = 18): Money {
  const divisor = new Decimal(b);
  if (divisor.isZero()) throw new RangeError(`division of ${a} by zero`);
  return text(new Decimal(a).div(divisor).toDecimalPlaces(places, Base.ROUND_HALF_EVEN));
}
export const negate = (a: Money): Money => text(new Decimal(a).negated());
export const absolute = (a: Money): Money => text(new Decimal(a).abs());
export const isLess = (a: Money, b: Money): boolean => new Decimal(a).lessThan(b);
export const isMore = (a: Money, b: Money): boolean => new Decimal(a).greaterThan(b);
export const isZero = (a: Money): boolean => new Decimal(a).isZero();
export const isPositive = (a: Money): boolean => new Decimal(a).greaterThan(0);
export const least = (a: Money, b: Money): Money => (isLess(b, a) ? b : a);
export const most = (a: Money, b: Money): Money => (isMore(b, a) ? b : a);

/** The multiple of `increment` (> 0) at or beside `value`: "down" is towards minus infinity. */
export function roundTo(value: Money, increment: Money, rounding: Rounding): Money {
  const steps = new Decimal(value).div(increment);
  return text(steps.toDecimalPlaces(0, MODES[rounding]).times(increment));
}
/** Whether `value` is a whole multiple of `increment` (> 0). */
export const isMultiple = (value: Money, increment: Money): boolean => new Decimal(value).mod(increment).isZero();
/** `value` times `bps` / 10,000: a share in basis points of a notional. */
export const bpsOf = (value: Money, bps: number): Money => text(new Decimal(value).times(bps).div(10_000));
/** `value` times `percent` / 100. */
export const percentOf = (value: Money, percent: number): Money => text(new Decimal(value).times(percent).div(100));

/** For statistics and the screen only: never back into money. */
export const toNumber = (value: Money): number => Number(value);
/** The shortest decimal that reads back as `value`. @throws RangeError when it is not finite. */
export function fromNumber(value: number): Money {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not an amount`);
  return text(new Decimal(value));
}
