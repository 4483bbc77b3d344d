/** What the formulas need to know of a sample. A plain sample has skewness 0 and (not excess) kurtosis 3 when it is normal. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** With n − 1 below; 0 for fewer than two values. */
  readonly deviation: number;
  readonly skewness: number;
  readonly kurtosis: number;
}

/** Moments of a sample, in two passes. Without spread: skewness 0, kurtosis 3. */
export function momentsOf(values: ArrayLike<number>): Moments {
  const n = values.length;
  const mean = meanOf(values);
  let [second, third, fourth] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const off = values[i]! - mean;
    const square = off * off;
    second += square;
    third += square * off;
    fourth += square * square;
  }
  const deviation = n > 1 ? Math.sqrt(second / (n - 1)) : 0;
  const variance = n > 0 ? second / n : 0;
  if (!(variance > 0)) return { n, mean, deviation: 0, skewness: 0, kurtosis: 3 };
  return { n, mean, deviation, skewness: third / n / variance ** 1.5, kurtosis: fourth / n / (variance * variance) };
}

/** The mean; 0 of nothing. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Mean over deviation, per observation, no riskless rate (Sharpe 1994); 0 without spread. */
export const sharpeOf = ({ mean, deviation }: Moments): number => (deviation > 0 ? mean / deviation : 0);
