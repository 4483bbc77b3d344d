import type { Timestamp } from "../../store/time.ts";
import type { DayMoves } from "./dayMoves.ts";
import type { Exposure } from "./exposure.ts";
import { gainOf, type Line, linesOf } from "./revalue.ts";

/** What one day may cost, and by which history and assumption that is judged. */
export interface DayQuestion {
  readonly exposures: readonly Exposure[];
  /** The days that are tried, each as one: what its symbols did, they did together. */
  readonly days: readonly DayMoves[];
  /** 99 asks for a loss that 99 of 100 days stay below. */
  readonly confidencePct: number;
  /** By how much all prices move on the worst day that is reckoned with, whatever history says. */
  readonly assumedDayMovePct: number;
  /** With fewer days than this, history is not asked. */
  readonly minScenarios: number;
  readonly now: Timestamp;
}

/** Losses of one day in the account's currency, never below zero. */
export interface DayRisk {
  readonly valueAtRisk: number;
  /** What is lost on the average of the days at and beyond it. */
  readonly shortfall: number;
  /** Days that history offered. */
  readonly scenarios: number;
  /** Whether valueAtRisk is the loss of the assumed day rather than one of history's. */
  readonly assumed: boolean;
}

/**
 * Historical value at risk and expected shortfall of what is held now, each position valued anew on every day.
 *
 * Of n days, the k = ceil((1 - confidence) × n) worst are beyond: value at risk is the smallest loss among them (the
 * quantile of Hyndman and Fan's type 1, "Sample Quantiles in Statistical Packages", 1996, of gains at 1 - confidence),
 * shortfall their mean (Acerbi and Tasche, "On the coherence of expected shortfall", 2002, with the last day counted whole).
 *
 * Neither is ever less than the loss of the assumed day, on which every price falls, or every price rises, by
 * assumedDayMovePct: the worse of the two. Shorts offset longs on it, as they do on days when all moves together.
 *
 * What a day knows no move of costs on it what the worse of plus and minus assumedDayMovePct would, by itself, and never
 * gains. To leave such days out would leave out those around listings and outages, and try what is new on few days.
 *
 * @throws RangeError that names a position which cannot be valued.
 */
export function valueAtRisk(question: DayQuestion): DayRisk {
  const { days, confidencePct, minScenarios } = question;
  const lines = linesOf(question.exposures, question.now);
  const move = question.assumedDayMovePct / 100;
  const floor = worseWay(lines, move);
  const scenarios = days.length;
  if (scenarios < Math.max(1, minScenarios)) return { valueAtRisk: floor, shortfall: floor, scenarios, assumed: true };
  const beyond = worst(lossesOn(days, lines, move), confidencePct);
  const [least = 0] = beyond;
  const mean = beyond.reduce((sum, loss) => sum + loss, 0) / beyond.length;
  return { valueAtRisk: Math.max(least, floor), shortfall: Math.max(mean, floor), scenarios, assumed: least < floor };
}

/** One loss a day, gains below zero. */
function lossesOn(days: readonly DayMoves[], lines: readonly Line[], assumedMove: number): Float64Array {
  const losses = new Float64Array(days.length);
  for (const line of lines) {
    const unknown = worseWay([line], assumedMove);
    for (const [i, moves] of days.entries()) {
      const move = moves[line.symbol];
      losses[i]! += move === undefined || !Number.isFinite(move) ? unknown : -gainOf(line, move);
    }
  }
  return losses;
}

/** What is lost when all prices move together, up or down; zero when neither loses. */
function worseWay(lines: readonly Line[], move: number): number {
  const gain = (by: number) => lines.reduce((sum, line) => sum + gainOf(line, by), 0);
  return Math.max(0, -gain(move), -gain(-move));
}

/** The losses at and beyond the quantile, the smallest first. What a double makes of 100 - 99.9 is not a day more. */
function worst(losses: Float64Array, confidencePct: number): Float64Array {
  const share = ((100 - confidencePct) * losses.length) / 100;
  const count = Math.max(1, Math.ceil(share - 1e-9));
  return losses.sort().subarray(losses.length - count);
}
