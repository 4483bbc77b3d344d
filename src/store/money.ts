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

const ZERO = new Decimal(0);
/** Numbers that were read already: the same few prices and limits are asked for again and again within a verdict. */
const read = new Map<Money, Base>();
const MAX_READ = 4_096;

/** The number of a text; texts and numbers are both immutable, so that one may stand for the other for ever. */
function of(value: Money): Base {
  const known = read.get(value);
  if (known !== undefined) return known;
  if (read.size >= MAX_READ) read.clear();
  const number = new Decimal(value);
  read.set(value, number);
  return number;
}

export type Rounding = "down" | "up" | "nearest";
const MODES = { down: Base.ROUND_FLOOR, up: Base.ROUND_CEIL, nearest: Base.ROUND_HALF_UP } as const;

const text = (value: Base): Money => (value.isZero() ? "0" : value.toFixed());

export const add = (...terms: readonly Money[]): Money =>
  text(terms.reduce((total, term) => total.plus(of(term)), ZERO));
/** The first term less all the others. */
export const subtract = (first: Money, ...rest: readonly Money[]): Money =>
  text(rest.reduce((left, term) => left.minus(of(term)), of(first)));
export const multiply = (a: Money, b: Money): Money => text(of(a).times(of(b)));
/** a / b rounded half-even to `places` decimals. @throws RangeError when b is zero. */
export function divide(a: Money, b: Money, places = 18): Money {
  const divisor = of(b);
  if (divisor.isZero()) throw new RangeError(`division of ${a} by zero`);
  return text(of(a).div(divisor).toDecimalPlaces(places, Base.ROUND_HALF_EVEN));
}
export const negate = (a: Money): Money => text(of(a).negated());
export const absolute = (a: Money): Money => text(of(a).abs());
export const isLess = (a: Money, b: Money): boolean => of(a).lessThan(of(b));
export const isMore = (a: Money, b: Money): boolean => of(a).greaterThan(of(b));
export const isEqual = (a: Money, b: Money): boolean => of(a).equals(of(b));
export const isZero = (a: Money): boolean => of(a).isZero();
export const isPositive = (a: Money): boolean => of(a).greaterThan(ZERO);
export const least = (a: Money, b: Money): Money => (isLess(b, a) ? b : a);
export const most = (a: Money, b: Money): Money => (isMore(b, a) ? b : a);

/** The multiple of `increment` (> 0) at or beside `value`: "down" is towards minus infinity. */
export function roundTo(value: Money, increment: Money, rounding: Rounding): Money {
  const steps = of(value).div(of(increment));
  return text(steps.toDecimalPlaces(0, MODES[rounding]).times(of(increment)));
}
/** Whether `value` is a whole multiple of `increment` (> 0). */
export const isMultiple = (value: Money, increment: Money): boolean => of(value).mod(of(increment)).isZero();
/** `value` times `bps` / 10,000: a share in basis points of a notional. */
export const bpsOf = (value: Money, bps: number): Money => text(of(value).times(bps).div(10_000));
/** `value` times `percent` / 100. */
export const percentOf = (value: Money, percent: number): Money => text(of(value).times(percent).div(100));

/** For statistics and the screen only: never back into money. */
export const toNumber = (value: Money): number => Number(value);
/** The shortest decimal that reads back as `value`. @throws RangeError when it is not finite. */
export function fromNumber(value: number): Money {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not an amount`);
  return text(new Decimal(value));
}
