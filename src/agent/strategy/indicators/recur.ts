/** A running mean with its weights, and the rows it is to be carried over. */
interface Recurrence {
  readonly weight: number;
  readonly rest: number;
  readonly mean: number;
  readonly from: number;
  readonly to: number;
}

/**
 * mean = weight × x + rest × mean, row by row; NaN is passed on and skipped. Gives the last mean. The loop is written
 * without a branch: every row waits for the one before it, and a branch in between would double that.
 */
export function recur(xs: Float64Array, out: Float64Array, { weight, rest, mean, from, to }: Recurrence): number {
  let running = mean;
  for (let row = from; row < to; row++) {
    const next = weight * xs[row]! + rest * running;
    out[row] = next;
    // Only NaN differs from itself.
    running = next === next ? next : running;
  }
  return running;
}
