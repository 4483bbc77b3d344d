import type { Random } from "../../store/random.ts";

/**
 * How often each observation is drawn in one resample of the stationary bootstrap: blocks begin anywhere, go round at the
 * end, and are 1/q long on average. Politis & Romano, Journal of the American Statistical Association 89 (1994).
 * @param meanBlock 1/q, at least 1.
 */
export function drawCounts(length: number, meanBlock: number, random: Random): Float64Array {
  const counts = new Float64Array(length);
  const q = 1 / meanBlock;
  let at = Math.floor(random() * length);
  for (let drawn = 0; drawn < length; drawn++) {
    counts[at]! += 1;
    at = random() < q ? Math.floor(random() * length) : (at + 1) % length;
  }
  return counts;
}

/** Means of all rows in each resample: `means[b][k]`. The same draw for every row, so that they stay side by side. */
export function bootstrapMeans(
  rows: readonly ArrayLike<number>[],
  resamples: number,
  meanBlock: number,
  random: Random,
): readonly Float64Array[] {
  const length = rows[0]?.length ?? 0;
  return Array.from({ length: resamples }, () => {
    const counts = drawCounts(length, meanBlock, random);
    return Float64Array.from(rows, (row) => {
      let sum = 0;
      for (let t = 0; t < length; t++) sum += counts[t]! * row[t]!;
      return sum / length;
    });
  });
}

/** A usual mean length of blocks: the cube root of the length. */
export const usualBlock = (length: number): number => Math.max(1, Math.round(Math.cbrt(length)));
