import type { Timestamp } from "../../store/time.ts";
import type { Exposure } from "./exposure.ts";
import { gainOf, linesOf } from "./revalue.ts";

/** Every price moves by each of these, and with each of them every volatility by each of those. */
export interface StressGrid {
  /** -30: down by 30 %. */
  readonly pricePct: readonly number[];
  /** 20: from 60 % a year to 80 %; below zero they take none past nothing. */
  readonly volatilityPoints: readonly number[];
}

/** One corner of the grid: `pnl` in the account's currency, below zero where it loses. */
export interface StressRow {
  readonly pricePct: number;
  readonly volatilityPoints: number;
  readonly pnl: number;
}

/**
 * What the portfolio gains in every corner, each position valued anew, all at once: no time passes. Prices outermost.
 * @throws RangeError that names a position which cannot be valued.
 */
export function stress(exposures: readonly Exposure[], grid: StressGrid, now: Timestamp): readonly StressRow[] {
  const lines = linesOf(exposures, now);
  return grid.pricePct.flatMap((pricePct) =>
    grid.volatilityPoints.map((volatilityPoints) => ({
      pricePct,
      volatilityPoints,
      pnl: lines.reduce((sum, line) => sum + gainOf(line, pricePct / 100, volatilityPoints / 100), 0),
    })),
  );
}

/** The corner that loses most, the first of equals. @throws RangeError when there is none: a grid without corners. */
export function worstOf(rows: readonly StressRow[]): StressRow {
  const [first, ...others] = rows;
  if (first === undefined) throw new RangeError("a stress grid without corners says nothing");
  return others.reduce((worst, row) => (row.pnl < worst.pnl ? row : worst), first);
}
