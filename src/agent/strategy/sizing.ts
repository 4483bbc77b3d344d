import {
  absolute,
  add,
  bpsOf,
  divide,
  fromNumber,
  isLess,
  isMore,
  isPositive,
  least,
  type Money,
  multiply,
  percentOf,
  roundTo,
  subtract,
} from "../../store/money.ts";
import type { RuleDocument } from "../../store/rules/document.ts";

/** What a size is computed from; amounts in the quote currency, prices in quote per base. */
export interface SizingInput {
  readonly equity: Money;
  /** Free cash: what `allIn` spends. */
  readonly cash: Money;
  readonly price: Money;
  readonly stopPrice: Money;
  /** atr(14) in price, for `volatilityPct`; null when unknown. */
  readonly volatility: Money | null;
  /** Commission and slippage to keep aside when all cash is spent, in basis points of the notional. */
  readonly costBps: number;
  /** What of the size is wanted, in percent; absent = all of it. */
  readonly sizePct?: number;
  /** No size may be worth more than this (its limit in safety.yaml, its cash); absent = the gate alone says so. */
  readonly maxNotional?: Money;
}

/** The instrument's increments and minima, as the venue states them. */
export interface SizingInstrument {
  readonly quantityIncrement: Money;
  readonly minQuantity: Money;
  readonly minNotional: Money;
}

/** A quantity in the base currency, or none and the reason why. */
export type Sizing =
  | { readonly quantity: Money; readonly reason: null }
  | { readonly quantity: null; readonly reason: string };

type Wish = Money | { readonly none: string };
const PLACES = 24;

/**
 * How much of the base currency a rule's `size` means here, rounded down to the instrument.
 * `riskPct`: that share of equity is lost at the stop (Tharp's percent-risk model). `volatilityPct`: that share of
 * equity is one atr(14) of movement (percent-volatility model). `equityPct`: worth that share of equity. `fixed`: base quantity. `notional`: quote amount.
 * `allIn`: all free cash less costs.
 */
export function quantityOf(size: RuleDocument["size"], input: SizingInput, instrument: SizingInstrument): Sizing {
  if (!isPositive(input.price)) return nothing(`the price ${input.price} is not above zero`);
  const wish = wishOf(size, input);
  if (typeof wish !== "string") return nothing(wish.none);
  const { maxNotional } = input;
  const whole = maxNotional === undefined ? wish : least(wish, buying(maxNotional, input.price));
  const bounded = percentOf(whole, input.sizePct ?? 100);
  const quantity = roundTo(bounded, instrument.quantityIncrement, "down");
  if (!isPositive(quantity) || isLess(quantity, instrument.minQuantity)) {
    return nothing(`${bounded} is below the smallest quantity, ${instrument.minQuantity}`);
  }
  const notional = multiply(quantity, input.price);
  if (isLess(notional, instrument.minNotional)) {
    return nothing(`${notional} is below the smallest notional, ${instrument.minNotional}`);
  }
  return { quantity, reason: null };
}

const nothing = (reason: string): Sizing => ({ quantity: null, reason });

function wishOf(size: RuleDocument["size"], input: SizingInput): Wish {
  if ("fixed" in size) return fromNumber(size.fixed);
  if ("notional" in size) return buying(fromNumber(size.notional), input.price);
  if ("allIn" in size) {
    if (!isPositive(input.cash)) return { none: "there is no free cash" };
    return buying(input.cash, add(input.price, bpsOf(input.price, input.costBps)));
  }
  if (!isPositive(input.equity)) return { none: `equity is ${input.equity}` };
  if ("equityPct" in size) return buying(percentOf(input.equity, size.equityPct), input.price);
  if ("riskPct" in size) {
    const distance = absolute(subtract(input.price, input.stopPrice));
    if (!isPositive(distance)) return { none: "the stop stands at the price" };
    return buying(percentOf(input.equity, size.riskPct), distance);
  }
  if (input.volatility === null || !isPositive(input.volatility)) return { none: "volatility is unknown" };
  return buying(percentOf(input.equity, size.volatilityPct), input.volatility);
}

/** amount / each, never rounded up: the quantity may not cost (or risk) more than the amount. */
function buying(amount: Money, each: Money): Money {
  const quantity = divide(amount, each, PLACES);
  return isMore(multiply(quantity, each), amount) ? subtract(quantity, `0.${"0".repeat(PLACES - 1)}1`) : quantity;
}
