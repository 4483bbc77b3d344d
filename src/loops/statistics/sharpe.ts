import { cdf } from "../../store/normal.ts";
import { normalQuantile } from "./normalQuantile.ts";

/** A Sharpe ratio per observation with what says how sure it is. */
export interface SharpeSample {
  readonly sharpe: number;
  /** Observations. */
  readonly n: number;
  readonly skewness: number;
  /** Not excess: 3 is normal. */
  readonly kurtosis: number;
}

/** V of the estimate's variance V / (n − 1): 1 − g3·SR + (g4 − 1)/4·SR² (Mertens 2002). Kept above zero. */
export const sharpeVariance = ({ sharpe, skewness, kurtosis }: Omit<SharpeSample, "n">): number =>
  Math.max(1e-9, 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe);

/**
 * Probability that the true Sharpe ratio is above `benchmark` (per observation): Φ((SR − SR*)·√(n − 1)/√V).
 * Bailey & López de Prado, "The Sharpe Ratio Efficient Frontier", Journal of Risk 15 (2012). 0 for fewer than two values.
 */
export const probabilisticSharpe = (sample: SharpeSample, benchmark: number): number =>
  sample.n < 2 ? 0 : cdf(((sample.sharpe - benchmark) * Math.sqrt(sample.n - 1)) / Math.sqrt(sharpeVariance(sample)));

/**
 * Observations it takes until the ratio is above `benchmark` with that confidence: 1 + V·(z/(SR − SR*))². Infinite when
 * it is not above it. Bailey & López de Prado 2012, "minimum track record length".
 */
export function minTrackRecord(sample: Omit<SharpeSample, "n">, benchmark: number, confidence: number): number {
  const above = sample.sharpe - benchmark;
  if (!(above > 0)) return Number.POSITIVE_INFINITY;
  return 1 + sharpeVariance(sample) * (normalQuantile(confidence) / above) ** 2;
}
