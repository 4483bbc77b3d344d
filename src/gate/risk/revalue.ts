import type { Timestamp } from "../../store/time.ts";
import { optionPrice, type OptionTerms } from "./blackScholes.ts";
import { type Exposure, moverOf, termsOf, unitsOf } from "./exposure.ts";

interface OptionLine {
  readonly terms: OptionTerms;
  readonly units: number;
  readonly price: number;
  readonly volatility: number;
  /** What one unit is worth by the model now. */
  readonly worth: number;
}

/** All that moves with one symbol's price, made ready to be valued many times over. */
export interface Line {
  readonly symbol: string;
  /** What spot, perpetuals and futures are worth at their marks, in sum: such a sum gains its share of any move. */
  readonly value: number;
  readonly options: readonly OptionLine[];
}

/**
 * The portfolio by what it moves with. An option is compared with its own model's value now, not with its mark: that the
 * market disagrees with the model is no gain. The venue's Greeks are of no use here, since they hold for small moves only.
 * @throws RangeError that names a symbol without price, quantity, or what its model needs.
 */
export function linesOf(exposures: readonly Exposure[], now: Timestamp): readonly Line[] {
  const lines = new Map<string, { value: number; options: OptionLine[] }>();
  for (const exposure of exposures) {
    const { symbol, price } = moverOf(exposure);
    const units = unitsOf(exposure);
    const option = termsOf(exposure, now);
    const line = lines.get(symbol) ?? { value: 0, options: [] };
    if (option === null) line.value += units * price;
    else line.options.push({ ...option, units, price, worth: optionPrice(option.terms, price, option.volatility) });
    lines.set(symbol, line);
  }
  return [...lines].map(([symbol, line]) => ({ symbol, ...line }));
}

/**
 * What a line gains when its price moves at once by `move` (-0.1: down by a tenth) and its volatilities by
 * `volatilityShift` (0.2: up by 20 points, never below none); below zero it loses.
 */
export function gainOf({ value, options }: Line, move: number, volatilityShift = 0): number {
  let gain = value * move;
  for (const { terms, units, price, volatility, worth } of options)
    gain += units * (optionPrice(terms, price * (1 + move), Math.max(0, volatility + volatilityShift)) - worth);
  return gain;
}
