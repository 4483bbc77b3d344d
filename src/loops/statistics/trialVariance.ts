import { quantileOf } from "./quantile.ts";

/** Interquartile range of a normal distribution, in deviations. */
const NORMAL_IQR = 1.3489795003921634;

/**
 * How widely the Sharpe ratios of worthless tries would lie, robust against a true edge among them, whose relatives would
 * raise the plain variance and with it the bar they have to pass: max((IQR/1.349)², (1 − ρ̄)/(n − 1)).
 * @param correlation mean pairwise correlation of the tries (see `meanCorrelation`).
 * @param n observations of each.
 */
export function trialVariance(sharpes: readonly number[], correlation: number, n: number): number {
  const range = quantileOf(sharpes, 0.75) - quantileOf(sharpes, 0.25);
  const sampling = n < 2 ? 0 : (1 - Math.min(1, Math.max(0, correlation))) / (n - 1);
  return Math.max((range / NORMAL_IQR) ** 2, sampling);
}

/**
 * Mean correlation over all pairs of rows, from the variance of the sum of the standardized rows: (Var(Σz) − N)/(N² − N).
 * Rows without spread are left out; 0 for fewer than two.
 */
export function meanCorrelation(rows: readonly ArrayLike<number>[]): number {
  let [count, length] = [0, 0];
  let sum = new Float64Array(0);
  for (const row of rows) {
    const { mean, deviation } = spreadOf(row);
    if (!(deviation > 0)) continue;
    if (count === 0) [length, sum] = [row.length, new Float64Array(row.length)];
    for (let t = 0; t < length; t++) sum[t]! += (row[t]! - mean) / deviation;
    count += 1;
  }
  if (count < 2) return 0;
  const { deviation } = spreadOf(sum);
  return (deviation * deviation - count) / (count * count - count);
}

/** Mean and population deviation. */
function spreadOf(row: ArrayLike<number>): { readonly mean: number; readonly deviation: number } {
  let [sum, squares] = [0, 0];
  for (let t = 0; t < row.length; t++) sum += row[t]!;
  const mean = row.length === 0 ? 0 : sum / row.length;
  for (let t = 0; t < row.length; t++) squares += (row[t]! - mean) ** 2;
  return { mean, deviation: row.length === 0 ? 0 : Math.sqrt(squares / row.length) };
}
