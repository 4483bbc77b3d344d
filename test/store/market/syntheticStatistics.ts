const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Fourth central moment over the squared second: 3 for a normal law. */
export function kurtosis(values: readonly number[]): number {
  const center = mean(values);
  const moment = (power: number) => mean(values.map((value) => (value - center) ** power));
  return moment(4) / moment(2) ** 2;
}

/** Hill's (1975) estimate of the tail exponent from the largest hundredth of |values|. */
export function hillTail(values: readonly number[]): number {
  const sorted = values.map(Math.abs).sort((a, b) => b - a);
  const count = Math.floor(sorted.length / 100);
  const edge = sorted[count] ?? 1;
  return count / sorted.slice(0, count).reduce((sum, value) => sum + Math.log(value / edge), 0);
}

/** The correlation of two series of one length. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const [u, v] = [x - meanA, (b[i] ?? meanB) - meanB];
    ab += u * v;
    aa += u * u;
    bb += v * v;
  }
  return ab / Math.sqrt(aa * bb);
}

export const autocorrelation = (values: readonly number[], lag: number): number =>
  correlation(values.slice(lag), values.slice(0, -lag));
