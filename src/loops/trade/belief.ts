import { cusum, cusumLimit } from "../statistics/cusum.ts";
import { alarmOf, type EDetector, freshEDetector, watch } from "../statistics/eDetector.ts";
import { bet, CLIP, type EProcess, freshEProcess } from "../statistics/eProcess.ts";
import { deviationOf, freshSwing, type Swing, swung } from "../statistics/swing.ts";

/** What is believed of a rule, or of a rule in one regime, from its closed trades: plain numbers, kept as JSON. */
export interface Belief {
  readonly n: number;
  /** Mean result in R, net. */
  readonly mean: number;
  /** Sum of squared deviations from the mean (Welford 1962). */
  readonly squares: number;
  /** The mean result it was accepted for, in R: what it is held to. */
  readonly expectedR: number;
  /** Evidence for an edge above zero, since the alarms were set anew. */
  readonly promotion: EProcess;
  /** Evidence that the edge has turned. */
  readonly decay: EDetector;
  /** How widely its results swing: what it is allowed to fall short of is measured by it. */
  readonly swing: Swing;
  /** What was lost against half of the expectation, in R. */
  readonly shortfallR: number;
  /** Trades since the alarms were set anew. */
  readonly sinceAlarm: number;
}

/** What a rule is held to: the mean of its results in R, and how widely they lie where somebody knows. */
export interface Promised {
  readonly expectedR: number;
  readonly deviationR?: number | undefined;
}

/** Before the first trade; a rule that promises less than a tenth of an R is held to that. */
export const freshBelief = ({ expectedR, deviationR }: Promised): Belief => ({
  n: 0,
  mean: 0,
  squares: 0,
  expectedR: Math.max(LEAST_PROMISE_R, expectedR),
  promotion: freshEProcess,
  decay: freshEDetector,
  swing: freshSwing(deviationR),
  shortfallR: 0,
  sinceAlarm: 0,
});
/** What a rule is held to that promises nothing, in R. */
export const LEAST_PROMISE_R = 0.1;

/** One more closed trade, in constant time. */
export function observe(belief: Belief, r: number): Belief {
  const n = belief.n + 1;
  const mean = belief.mean + (r - belief.mean) / n;
  // By what was known before this result: one that is far out does not widen the measure it is held against.
  const deviation = deviationOf(belief.swing);
  return {
    ...belief,
    n,
    mean,
    squares: belief.squares + (r - belief.mean) * (r - mean),
    promotion: bet(belief.promotion, r, CLIP * deviation),
    decay: watch(belief.decay, r, CLIP * deviation),
    swing: swung(belief.swing, r - (belief.n === 0 ? belief.expectedR : belief.mean)),
    shortfallR: cusum(belief.shortfallR, r, belief.expectedR, deviation),
    sinceAlarm: belief.sinceAlarm + 1,
  };
}

/** Variance of the results (n − 1 below); 0 for fewer than two. */
export const varianceOf = ({ n, squares }: Belief): number => (n > 1 ? squares / (n - 1) : 0);

/**
 * After an alarm was acted on: what is believed stays, the watch begins anew, and so does the proof that it earns. What a
 * rule proved before its edge turned says nothing for letting it trade whole again.
 */
export const rearmed = (belief: Belief): Belief => ({
  ...belief,
  promotion: freshEProcess,
  decay: freshEDetector,
  shortfallR: 0,
  sinceAlarm: 0,
});

/** What its shortfall may be, in R, before it is one. */
export const shortfallLimitOf = ({ expectedR, swing }: Belief): number => cusumLimit(expectedR, deviationOf(swing));

export const decayOf = ({ decay }: Belief): number => alarmOf(decay);
