import { combinations } from "./combinations.ts";

/** Ratios of one half against the other for a split: which candidate was best in sample, where it stood out of sample. */
export interface Overfitting {
  /** Share of splits in which the best in sample was no better than the median out of sample. */
  readonly probability: number;
  /** Index of the best in sample, by split. */
  readonly chosen: readonly number[];
  readonly splits: number;
}

interface Sums {
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  readonly length: number;
}

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation: all C(S, S/2) ways to halve S even
 * blocks; k is the best in sample by Sharpe ratio, w = rank(k)/(N + 1) out of sample, PBO the share of ln(w/(1 − w)) ≤ 0.
 * Bailey, Borwein, López de Prado & Zhu, "The Probability of Backtest Overfitting", Journal of Computational Finance 20
 * (2017). What does not divide evenly is left out at the beginning.
 * @param rows one row of equal length a candidate. @param blocks even, at least 2.
 * @throws RangeError when there are fewer than two candidates or blocks, an odd number of blocks, or too few observations.
 */
export function overfitting(rows: readonly ArrayLike<number>[], blocks: number): Overfitting {
  const length = Math.floor((rows[0]?.length ?? 0) / blocks);
  if (rows.length < 2 || blocks < 2 || blocks % 2 !== 0 || length < 2)
    throw new RangeError(
      `${rows.length} candidates of ${rows[0]?.length ?? 0} observations do not split into ${blocks}`,
    );
  const sums = rows.map((row) => sumsOf(row, blocks, length));
  const all = sums.map(({ sum, squares }) => ({ sum: totalOf(sum), squares: totalOf(squares) }));
  const chosen: number[] = [];
  let failed = 0;
  const halves = combinations(blocks, blocks / 2);
  const [inside, outside] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  for (const half of halves) {
    for (let k = 0; k < rows.length; k++) {
      let [sum, squares] = [0, 0];
      for (const block of half) {
        sum += sums[k]!.sum[block]!;
        squares += sums[k]!.squares[block]!;
      }
      inside[k] = ratio(sum, squares);
      outside[k] = ratio(all[k]!.sum - sum, all[k]!.squares - squares);
    }
    const best = bestOf(inside);
    chosen.push(best);
    if (rankOf(outside, best) / (rows.length + 1) <= 0.5) failed += 1;
  }
  return { probability: failed / halves.length, chosen, splits: halves.length };

  /** Mean over deviation of half the observations, from their sums. */
  function ratio(sum: number, squares: number): number {
    const n = (length * blocks) / 2;
    const variance = squares / n - (sum / n) ** 2;
    return variance > 1e-12 ? sum / n / Math.sqrt(variance) : 0;
  }
}

function sumsOf(row: ArrayLike<number>, blocks: number, length: number): Sums {
  const [sum, squares] = [new Float64Array(blocks), new Float64Array(blocks)];
  const skipped = row.length - blocks * length;
  for (let i = 0; i < blocks * length; i++) {
    const value = row[skipped + i]!;
    const block = Math.floor(i / length);
    sum[block]! += value;
    squares[block]! += value * value;
  }
  return { sum, squares, length };
}

const totalOf = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0);

function bestOf(values: Float64Array): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  return best;
}

/** 1 is the worst; equals share the middle of their places. */
function rankOf(values: Float64Array, k: number): number {
  let [below, equal] = [0, 0];
  for (const value of values) {
    if (value < values[k]!) below += 1;
    else if (value === values[k]!) equal += 1;
  }
  return below + (equal + 1) / 2;
}
