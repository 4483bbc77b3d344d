import { type Cluster, clustered, type Held } from "../statistics/cluster.ts";
import { cusum, cusumLimit } from "../statistics/cusum.ts";
import { alarmOf, type EDetector, freshEDetector, watch } from "../statistics/eDetector.ts";
import { bet, CLIP, type EProcess, freshEProcess } from "../statistics/eProcess.ts";
import { deviationOf, freshSwing, type Swing, swung } from "../statistics/swing.ts";

/** The watch over a rule: what its results are measured by. Trades that were held together are one result of it. */
interface Watch {
  /** Evidence for an edge above zero, since the alarms were set anew. */
  readonly promotion: EProcess;
  /** Evidence that the edge has turned. */
  readonly decay: EDetector;
  /** How widely its results swing: what it is allowed to fall short of is measured by it. */
  readonly swing: Swing;
  /** What was lost against half of the expectation, in R. */
  readonly shortfallR: number;
  /** Results so far. */
  readonly results: number;
}

/** What is believed of a rule, or of a rule in one regime, from its closed trades: plain numbers, kept as JSON. */
export interface Belief extends Watch {
  readonly n: number;
  /** Mean result in R, net. */
  readonly mean: number;
  /** Sum of squared deviations from the mean (Welford 1962). */
  readonly squares: number;
  /** The mean result it was accepted for, in R: what it is held to. */
  readonly expectedR: number;
  /** The trades that were held together with the newest one; null where the watch begins. */
  readonly cluster: Cluster<Watch> | null;
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
  results: 0,
  cluster: null,
  sinceAlarm: 0,
});
/** What a rule is held to that promises nothing, in R. */
export const LEAST_PROMISE_R = 0.1;

/** One more closed trade, in constant time. @param held when, where that is known: see `clustered`. */
export function observe(belief: Belief, r: number, held: Held | null = null): Belief {
  const { promotion, decay, swing, shortfallR, results } = belief;
  const n = belief.n + 1;
  const mean = belief.mean + (r - belief.mean) / n;
  const cluster = clustered(belief.cluster, r, held, { promotion, decay, swing, shortfallR, results });
  return {
    ...belief,
    n,
    mean,
    squares: belief.squares + (r - belief.mean) * (r - mean),
    ...watched(cluster, belief),
    cluster,
    sinceAlarm: belief.sinceAlarm + 1,
  };
}

function watched({ before, sum, size }: Cluster<Watch>, { n, mean, expectedR }: Belief): Watch {
  // By what was known before this result: one that is far out does not widen the measure it is held against.
  const deviation = deviationOf(before.swing);
  return {
    promotion: bet(before.promotion, sum, CLIP * deviation),
    decay: watch(before.decay, sum, CLIP * deviation),
    swing: swung(before.swing, sum - size * (n === 0 ? expectedR : mean)),
    shortfallR: cusum(before.shortfallR, sum, size * expectedR, deviation),
    results: before.results + 1,
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
  cluster: null,
  sinceAlarm: 0,
});

/** What its shortfall may be, in R, before it is one: by what a result promises, of as many trades as one has on average. */
export const shortfallLimitOf = ({ n, results, expectedR, swing }: Belief): number =>
  cusumLimit((expectedR * Math.max(1, n)) / Math.max(1, results), deviationOf(swing));

export const decayOf = ({ decay }: Belief): number => alarmOf(decay);
