import { quantileOf } from "./quantile.ts";

/** Interquartile range of a normal distribution, in deviations. */
const NORMAL_IQR = 1.3489795003921634;

/** Blocks of time, every other of which is held against the rest: long enough that what hangs together stays together. */
const BLOCKS = 10;
/** Fewer tries, or fewer observations in a block, say nothing about how far luck goes. */
const LEAST_ROWS = 4;
const LEAST_IN_BLOCK = 2;

/**
 * How widely the Sharpe ratios of worthless tries would lie: max((IQR/1.349)², (1 − ρ̄)/(n − 1)), the range being that of
 * (SR on every other block of time − SR on the rest)/2, each try against itself. Without any edge that lies as widely as
 * the ratios do, whatever their distribution; with edges it still does, where the ratios themselves lie apart for what the
 * tries are worth: the relatives of a true edge on one side and what fees ruin on the other would put the bar out of reach.
 * @param rows results by period of each try, all of one length.
 */
export function trialVariance(rows: readonly ArrayLike<number>[]): number {
  const n = rows[0]?.length ?? 0;
  const sampling = n < 2 ? 0 : (1 - Math.min(1, Math.max(0, meanCorrelation(rows)))) / (n - 1);
  const halves = rows.flatMap((row) => halfDifference(row) ?? []);
  if (n < BLOCKS * LEAST_IN_BLOCK || halves.length < LEAST_ROWS) return sampling;
  const range = quantileOf(halves, 0.75) - quantileOf(halves, 0.25);
  return Math.max((range / NORMAL_IQR) ** 2, sampling);
}

/** Null where nothing moves in one of the halves. */
function halfDifference(row: ArrayLike<number>): number | null {
  const halves: [number[], number[]] = [[], []];
  for (let t = 0; t < row.length; t++) halves[Math.floor((t * BLOCKS) / row.length) % 2]!.push(row[t]!);
  const [even, odd] = halves.map(spreadOf);
  if (!(even!.deviation > 0 && odd!.deviation > 0)) return null;
  return (even!.mean / even!.deviation - odd!.mean / odd!.deviation) / 2;
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
