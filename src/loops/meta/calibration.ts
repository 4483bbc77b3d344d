import { momentsOf } from "../statistics/moments.ts";
import type { Followed } from "./realized.ts";

/** What a prediction is worth before anything is known: half. */
const PRIOR = 0.5;
const PRIOR_DEVIATION = 0.25;

/** How much of what is predicted comes true. */
export interface CalibrationSlope {
  readonly slope: number;
  /** Deviation of the slope. */
  readonly deviation: number;
  readonly proposals: number;
}

/**
 * The slope of realized on predicted improvement through the origin, each proposal weighted by how well its outcome is
 * known, shrunk to a half with a deviation of a quarter (the Gaussian posterior). Rejected ones that were followed in
 * shadow count like accepted ones: otherwise it would be learned only from those that somebody liked.
 */
export function calibrationSlope(all: readonly Followed[]): CalibrationSlope {
  let precision = 1 / PRIOR_DEVIATION ** 2;
  let pull = PRIOR * precision;
  let proposals = 0;
  for (const { predicted, differences } of all) {
    const { n, mean, deviation } = momentsOf(differences);
    if (n < 2 || !(deviation > 0) || !(predicted > 0)) continue;
    const weight = n / (deviation * deviation);
    precision += predicted * predicted * weight;
    pull += predicted * mean * weight;
    proposals += 1;
  }
  // A negative slope would turn losses into promises: nothing is the least that may be believed.
  return { slope: Math.max(0, pull / precision), deviation: 1 / Math.sqrt(precision), proposals };
}

/**
 * The least improvement that may be proposed, in the unit of `usual`: higher the less came true. At the prior it is the
 * usual one, at a tenth five times that, and never lower than usual.
 */
export const raisedBar = (usual: number, { slope }: CalibrationSlope): number =>
  usual * Math.max(1, PRIOR / Math.max(slope, 0.05));

/** "40 % of what was predicted came true (± 6), over 12 proposals". */
export const slopeSentence = ({ slope, deviation, proposals }: CalibrationSlope): string =>
  proposals === 0
    ? "insufficient data: no prediction has met its outcome; half of each is believed"
    : `${Math.round(slope * 100)} % of what was predicted came true (± ${Math.round(deviation * 100)}), over ${proposals} proposals`;
