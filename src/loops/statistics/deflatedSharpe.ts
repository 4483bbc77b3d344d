import { normalQuantile } from "./normalQuantile.ts";
import { probabilisticSharpe, type SharpeSample, sharpeVariance } from "./sharpe.ts";

const EULER = 0.5772156649015329;

/**
 * How many deviations the best of `trials` worthless tries is expected to reach: (1 − γ)·Φ⁻¹(1 − 1/N) + γ·Φ⁻¹(1 − 1/(N·e)).
 * Bailey & López de Prado, "The Deflated Sharpe Ratio", Journal of Portfolio Management 40 (2014). 0 for a single try.
 */
export const expectedMaximum = (trials: number): number =>
  trials <= 1 ? 0 : (1 - EULER) * normalQuantile(1 - 1 / trials) + EULER * normalQuantile(1 - 1 / (trials * Math.E));

/** Everything that was tried: how often, and how widely the Sharpe ratios of the tries lie (per observation). */
export interface Trials {
  readonly count: number;
  readonly variance: number;
}

/** The Sharpe ratio that luck alone would have brought the best of the tries. */
export const luckySharpe = ({ count, variance }: Trials): number => Math.sqrt(variance) * expectedMaximum(count);

/** Probability that the true ratio is above what luck alone would have brought the best of all tries (2014, eq. 2). */
export const deflatedSharpe = (sample: SharpeSample, trials: Trials): number =>
  probabilisticSharpe(sample, luckySharpe(trials));

/**
 * Observations at which the deflated ratio would reach that confidence if the ratio stays what it is: the bar falls with
 * 1/√n, so n = ((z·√V + b)/SR)² with b = bar·√n of today. Infinite when the ratio is not above zero.
 */
export function observationsNeeded(sample: SharpeSample, trials: Trials, confidence: number): number {
  if (!(sample.sharpe > 0)) return Number.POSITIVE_INFINITY;
  const bar = luckySharpe(trials) * Math.sqrt(sample.n);
  return ((normalQuantile(confidence) * Math.sqrt(sharpeVariance(sample)) + bar) / sample.sharpe) ** 2;
}
