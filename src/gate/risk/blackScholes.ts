import type { Derivative } from "../../store/words/derivative.ts";
import { cdf, pdf } from "../../store/normal.ts";

type Option = Extract<Derivative, { kind: "option" }>;

/** A European option as a formula sees it. Its underlying's price and volatility come beside it: those are what moves. */
export interface OptionTerms {
  readonly model: Option["model"];
  readonly right: Option["right"];
  /** Above zero, in the currency of the price. */
  readonly strike: number;
  /** Until expiry, of 365 days; zero and below is expired. */
  readonly years: number;
  /** Riskless interest, continuously compounded: 0.04 is 4 % a year. */
  readonly rate: number;
  /** What holding the underlying pays, in the same way; black_76 has no use for it, since a future is not paid for. */
  readonly carryYield: number;
}

/** What moves the value of an option on one unit of the underlying, in the currency of the price. */
export interface Greeks {
  /** Per 1 by which the underlying's price rises. */
  readonly delta: number;
  /** By which delta changes, in the same way. */
  readonly gamma: number;
  /** Per point by which volatility rises (0.01: from 60 % to 61 % a year). */
  readonly vega: number;
  /** Per calendar day that passes, a year's 365th. */
  readonly theta: number;
  /** Per point by which interest rises (0.01: from 4 % to 5 % a year). */
  readonly rho: number;
}

const POINTS = 100;
const DAYS_A_YEAR = 365;

/**
 * Value of an option on one unit: F. Black and M. Scholes, "The Pricing of Options and Corporate Liabilities" (1973), with
 * R. Merton's continuous yield ("Theory of Rational Option Pricing", 1973), or F. Black, "The Pricing of Commodity
 * Contracts" (1976) on a future; both as in E. G. Haug, "The Complete Guide to Option Pricing Formulas" (2nd edition,
 * 1.1.6), where the second is the first with a yield that equals the interest. `price` of the underlying may be zero;
 * `volatility` is a year's, 0.6 for 60 %. At and after expiry the value is the intrinsic one; without volatility, that of
 * the forward, discounted. @throws RangeError when an input is not of its kind, or the value overflows.
 */
export function optionPrice(terms: OptionTerms, price: number, volatility: number): number {
  const { held, owed } = legsOf(terms, price, volatility);
  return finite(Math.max(0, held - owed), "value");
}

/**
 * Its derivatives (Haug, chapter 2), in the units of Greeks, `price` above zero. With no time or no volatility left delta
 * is that of the forward or nothing, one half where forward and strike are equal; gamma, which has no number there, is
 * given as zero. At and after expiry nothing passes any more: vega, theta and rho are zero.
 * @throws RangeError as above.
 */
export function optionGreeks(terms: OptionTerms, price: number, volatility: number): Greeks {
  if (price <= 0) throw new RangeError(`an underlying's price of ${price}; it must be above zero`);
  const { held, owed, years, spread, paid, density } = legsOf(terms, price, volatility);
  const decay = years > 0 ? (price * density * volatility) / (2 * Math.sqrt(years)) : 0;
  const interest = years > 0 ? paid * held - terms.rate * owed : 0;
  return {
    delta: finite(held / price, "delta"),
    gamma: finite(spread > 0 ? density / (price * spread) : 0, "gamma"),
    vega: finite((price * density * Math.sqrt(years)) / POINTS, "vega"),
    theta: finite((interest - decay) / DAYS_A_YEAR, "theta"),
    rho: finite((years * (terms.model === "black_76" ? owed - held : owed)) / POINTS, "rho"),
  };
}

/**
 * The option as two holdings, both signed (a put's are negative): `held` of the underlying, worth price × delta, less
 * `owed` in cash. `paid` is the yield in force, `spread` the volatility until expiry, `density` that of d1, discounted by
 * the yield.
 */
function legsOf(
  { model, right, strike, years: given, rate, carryYield }: OptionTerms,
  price: number,
  volatility: number,
) {
  if (!(strike > 0)) throw new RangeError(`a strike of ${strike}; it must be above zero`);
  if (!(price >= 0)) throw new RangeError(`an underlying's price of ${price}; it must not be below zero`);
  if (!(volatility >= 0)) throw new RangeError(`a volatility of ${volatility}; it must not be below zero`);
  const years = Math.max(0, given);
  const paid = model === "black_76" ? rate : carryYield;
  const [kept, discounted] = [Math.exp(-paid * years), strike * Math.exp(-rate * years)];
  const spread = volatility * Math.sqrt(years);
  const distance = Math.log((price * kept) / discounted);
  const d1 = spread > 0 ? distance / spread + spread / 2 : edge(distance);
  const d2 = spread > 0 ? d1 - spread : d1;
  const sign = right === "call" ? 1 : -1;
  const held = sign * price * kept * cdf(sign * d1);
  const owed = sign * discounted * cdf(sign * d2);
  return { held, owed, years, spread, paid, density: kept * pdf(d1) };
}

/** Without any spread the option is certain to end in the money or out of it, but for the edge between the two. */
const edge = (distance: number): number => (distance === 0 ? 0 : distance * Infinity);

function finite(value: number, what: string): number {
  if (!Number.isFinite(value)) throw new RangeError(`no ${what} for an option with these numbers`);
  return value + 0; // no sign for zero
}
