import type { Timestamp } from "../../store/time.ts";
import { type Greeks, optionGreeks } from "./blackScholes.ts";
import { type Exposure, moverOf, termsOf, unitsOf } from "./exposure.ts";

/** What a position gains, in the account's currency. Below zero it loses. */
export interface PositionGreeks {
  /** If the price doubled in a straight line: units × delta × price. For spot, what is held at the mark. */
  readonly delta: number;
  /** By how much `delta` changes for a price 1 % higher through gamma alone: units × gamma × price² / 100. */
  readonly gamma1Pct: number;
  /** For a point more of volatility. */
  readonly vega: number;
  /** By one calendar day that passes. */
  readonly theta: number;
  /** For a point more of interest. */
  readonly rho: number;
}

/** Linear things follow their own price one to one; funding and the interest within a future's price are not in it. */
const LINEAR: Greeks = { delta: 1, gamma: 0, vega: 0, theta: 0, rho: 0 };

/**
 * The position's Greeks: from the venue's own where it gives them, else by the option's model at `now`.
 * @throws RangeError that names the symbol of a position which lacks what its Greeks need: an option without volatility
 * and without the venue's word has none.
 */
export function greeksOf(exposure: Exposure, now: Timestamp): PositionGreeks {
  const units = unitsOf(exposure);
  const { price } = moverOf(exposure);
  const each = exposure.venueGreeks ?? modelled(exposure, price, now);
  const sized = (name: string, value: number): number => {
    if (!Number.isFinite(value)) throw new RangeError(`${exposure.symbol} has no usable ${name}`);
    return value + 0; // no sign for zero
  };
  return {
    delta: sized("delta", units * each.delta * price),
    gamma1Pct: sized("gamma", (units * each.gamma * price * price) / 100),
    vega: sized("vega", units * each.vega),
    theta: sized("theta", units * each.theta),
    rho: sized("rho", units * each.rho),
  };
}

/** Their sums: every underlying is taken to move by the same share, volatility and interest by the same points. */
export function portfolioGreeks(exposures: readonly Exposure[], now: Timestamp): PositionGreeks {
  const each = exposures.map((exposure) => greeksOf(exposure, now));
  const sum = (of: (greeks: PositionGreeks) => number) => each.reduce((total, greeks) => total + of(greeks), 0);
  return {
    delta: sum(({ delta }) => delta),
    gamma1Pct: sum(({ gamma1Pct }) => gamma1Pct),
    vega: sum(({ vega }) => vega),
    theta: sum(({ theta }) => theta),
    rho: sum(({ rho }) => rho),
  };
}

function modelled(exposure: Exposure, price: number, now: Timestamp): Greeks {
  const option = termsOf(exposure, now);
  return option === null ? LINEAR : optionGreeks(option.terms, price, option.volatility);
}
