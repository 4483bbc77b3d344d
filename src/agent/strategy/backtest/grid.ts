import { isPositive, type Money } from "../../../store/money.ts";

/** Rounds floats to multiples of an increment exactly as `money.roundTo` rounds their decimals. */
export interface FloatGrid {
  readonly down: (value: number) => number;
  readonly up: (value: number) => number;
  readonly nearest: (value: number) => number;
}

/**
 * The grid of a decimal increment such as "0.01". A multiple is kept as a whole number over a power of ten, whose
 * quotient is the float nearest to the decimal: so a price that lies on the grid is told from one that lies beside it by
 * equality, without a tolerance. @throws RangeError when the increment is not above zero.
 */
export function floatGrid(increment: Money): FloatGrid {
  if (!isPositive(increment)) throw new RangeError(`an increment must be above zero, not ${increment}`);
  const decimals = increment.split(".")[1]?.length ?? 0;
  const scale = 10 ** decimals;
  const step = Math.round(Number(increment) * scale);
  const at = (multiple: number): number => (multiple * step) / scale;
  const closest = (value: number): number => Math.round((value * scale) / step);
  return {
    down(value) {
      const multiple = closest(value);
      const beside = at(multiple);
      return beside <= value ? beside : at(multiple - 1);
    },
    up(value) {
      const multiple = closest(value);
      const beside = at(multiple);
      return beside >= value ? beside : at(multiple + 1);
    },
    nearest(value) {
      const below = Math.floor((value * scale) / step);
      // Halfway goes up, as ROUND_HALF_UP does with what is above zero.
      return value >= ((2 * below + 1) * step) / (2 * scale) ? at(below + 1) : at(below);
    },
  };
}

/** Commissions are booked in steps of this, see `settleFill`. */
const COMMISSION_SCALE = 1e8;
/** What the product of three floats may be off by, relative to itself. */
const NOISE = 4 * Number.EPSILON;

/** `notional` times `bps` / 10,000, rounded up to the eighth decimal, as `settleFill` books it. */
export function commissionOf(notional: number, bps: number): number {
  const exact = ((notional * bps) / 10_000) * COMMISSION_SCALE;
  const whole = Math.round(exact);
  return (Math.abs(exact - whole) <= Math.max(exact * NOISE, 1e-6) ? whole : Math.ceil(exact)) / COMMISSION_SCALE;
}
