/** What is known of one group: how many results, their mean, and their variance (n − 1 below). */
export interface Group {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

/** A mean pulled towards what all groups share, and how sure it is. */
export interface Posterior {
  readonly mean: number;
  /** Deviation of the mean. */
  readonly deviation: number;
  /** 1: only its own results count; 0: only the others'. */
  readonly weight: number;
}

/** The groups together: their pooled mean, the variance within one, and how widely the true means lie (τ²). */
export interface Pool {
  readonly mean: number;
  /** Variance of the pooled mean, (τ² Σn² / N + s²) / N; without results nothing is known of it. */
  readonly variance: number;
  readonly within: number;
  readonly between: number;
}

/**
 * τ² by moments (DerSimonian & Laird, Controlled Clinical Trials 7, 1986): Q less its expectation, over what it grows with;
 * never below zero. One variance for all groups: those of a few trades say nothing of their own.
 */
export function poolOf(groups: readonly Group[]): Pool {
  const filled = groups.filter(({ n }) => n > 0);
  const total = filled.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return { mean: 0, variance: Number.POSITIVE_INFINITY, within: 1, between: 0 };
  const mean = filled.reduce((sum, group) => sum + group.n * group.mean, 0) / total;
  const freedom = filled.reduce((sum, { n }) => sum + Math.max(0, n - 1), 0);
  const squares = filled.reduce((sum, { n, variance }) => sum + Math.max(0, n - 1) * variance, 0);
  const within = freedom > 0 && squares > 0 ? squares / freedom : 1;
  const q = filled.reduce((sum, group) => sum + (group.n * (group.mean - mean) ** 2) / within, 0);
  const crowding = filled.reduce((sum, { n }) => sum + n * n, 0) / total;
  const growth = (total - crowding) / within;
  const between = growth > 0 ? Math.max(0, (q - (filled.length - 1)) / growth) : 0;
  return { mean, variance: (between * crowding + within) / total, within, between };
}

/**
 * The empirical Bayes mean: weight τ²/(τ² + s²/n) on its own mean (Efron & Morris 1975). Without trades the pool's. As unsure
 * as the pooled mean is besides, by the share that is taken from it (Morris, JASA 78, 1983): a rule alone is no surer than
 * its own trades.
 */
export function shrink({ n, mean }: Group, pool: Pool): Posterior {
  const sampling = n > 0 ? pool.within / n : Number.POSITIVE_INFINITY;
  const weight = n > 0 ? pool.between / (pool.between + sampling) : 0;
  const own = n > 0 ? weight * sampling : pool.between;
  const deviation = Math.sqrt(own + (weight < 1 ? (1 - weight) ** 2 * pool.variance : 0));
  return { mean: weight * mean + (1 - weight) * pool.mean, deviation, weight };
}
