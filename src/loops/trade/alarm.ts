import { type Belief, decayOf, shortfallLimitOf } from "./belief.ts";

/** Probability that is asked of the e-detector; its alarm is at 1/α. */
export const ALARM_ALPHA = 0.05;

/**
 * What fired. `decay`: the edge has turned against us, a claim with a guarantee. `shortfall`: far less came than was
 * promised, for how widely its results swing, which alone notices in useful time that an edge has faded to nothing. Both run;
 * either is enough.
 */
export interface Alarm {
  readonly kind: "decay" | "shortfall";
  readonly observed: number;
  readonly limit: number;
}

/** The alarms that a belief raises by now; usually none. */
export function alarmsOf(belief: Belief): readonly Alarm[] {
  const decay: Alarm = { kind: "decay", observed: decayOf(belief), limit: 1 / ALARM_ALPHA };
  const shortfall: Alarm = { kind: "shortfall", observed: belief.shortfallR, limit: shortfallLimitOf(belief) };
  return [
    ...(decay.observed >= decay.limit ? [decay] : []),
    ...(shortfall.observed > shortfall.limit ? [shortfall] : []),
  ];
}
