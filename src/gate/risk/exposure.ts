import { toNumber } from "../../store/money.ts";
import { DAY_MS, type Timestamp } from "../../store/time.ts";
import type { Derivative } from "../../store/words/derivative.ts";
import type { Greeks, OptionTerms } from "./blackScholes.ts";

/**
 * One position of the portfolio, as numbers: these are statistics, and none of them goes back into money. Prices are in
 * the account's currency, which every symbol here is quoted in; whoever gathers the exposures holds that.
 */
export interface Exposure {
  readonly symbol: string;
  /** Contracts held, units for spot; below zero when short. */
  readonly quantity: number;
  /** Last price of the symbol itself. An option is valued by its model instead. */
  readonly mark: number;
  readonly derivative: Derivative;
  /** Of an option: last price of its underlying. */
  readonly underlyingMark?: number | undefined;
  /** Of an option: its underlying's, as a year's share: 0.6 is 60 %. */
  readonly volatility?: number | undefined;
  /** Of an option: riskless interest, continuously compounded: 0.04 is 4 % a year. */
  readonly rate?: number | undefined;
  /** Of an option: what holding its underlying pays, in the same way. Left out: nothing, as coins do. */
  readonly carryYield?: number | undefined;
  /** What the venue says of one unit of the underlying, in the same units as our own model. */
  readonly venueGreeks?: Greeks | undefined;
}

const YEAR_MS = 365 * DAY_MS;
const ABOVE_ZERO = Number.MIN_VALUE;

/** Units of the underlying that the position stands for, signed. @throws RangeError when the quantity is no number. */
export function unitsOf({ symbol, quantity, derivative }: Exposure): number {
  const size = derivative.kind === "spot" ? 1 : toNumber(derivative.contractSize);
  return usable(quantity, "quantity", symbol) * size;
}

/** What the position moves with: its own price, or that of an option's underlying. @throws RangeError without a price. */
export function moverOf({ symbol, mark, derivative, underlyingMark }: Exposure): { symbol: string; price: number } {
  if (derivative.kind !== "option") return { symbol, price: usable(mark, "price", symbol, ABOVE_ZERO) };
  const price = usable(underlyingMark, "price of its underlying", symbol, ABOVE_ZERO);
  return { symbol: derivative.underlying, price };
}

/**
 * What an option's model needs, or null of what is no option. Nothing is guessed.
 * @throws RangeError that names the symbol and what it lacks: volatility or interest.
 */
export function termsOf(exposure: Exposure, now: Timestamp): { terms: OptionTerms; volatility: number } | null {
  const { symbol, derivative, volatility, rate, carryYield = 0 } = exposure;
  if (derivative.kind !== "option") return null;
  const { model, right, strike, expiry } = derivative;
  const terms = {
    model,
    right,
    strike: toNumber(strike),
    years: (expiry - now) / YEAR_MS,
    rate: usable(rate, "interest rate", symbol),
    carryYield: usable(carryYield, "carry yield", symbol),
  };
  return { terms, volatility: usable(volatility, "volatility", symbol, 0) };
}

function usable(value: number | undefined, what: string, symbol: string, least = -Infinity): number {
  if (value === undefined || !Number.isFinite(value) || value < least)
    throw new RangeError(`${symbol} has no usable ${what}`);
  return value;
}
