/** A trade, real or shadow, with the value that a filter looks at. */
export interface Sample {
  readonly feature: number;
  readonly r: number;
}

/** Where a filter would have kept most: above or below which value. `gainR` is what that keeps over keeping everything. */
export interface Threshold {
  readonly keep: "above" | "below";
  readonly value: number;
  readonly gainR: number;
}

/** Fewer than this many on either side is no threshold. */
const MIN_SIDE = 20;

/**
 * The cut that would have kept most R, or null when none is better than keeping all. In one pass over the ordered values.
 * It is a suggestion for a candidate, not evidence: whatever comes of it is tried and counted like any other.
 */
export function bestThreshold(samples: readonly Sample[]): Threshold | null {
  const ordered = samples.toSorted((a, b) => a.feature - b.feature);
  const total = ordered.reduce((sum, { r }) => sum + r, 0);
  let best: Threshold | null = null;
  let below = 0;
  for (const [i, { feature, r }] of ordered.entries()) {
    below += r;
    const next = ordered[i + 1];
    if (next === undefined || next.feature === feature) continue;
    if (i + 1 < MIN_SIDE || ordered.length - i - 1 < MIN_SIDE) continue;
    const value = (feature + next.feature) / 2;
    const above = total - below;
    const keep = above > below ? ("above" as const) : ("below" as const);
    const gainR = Math.max(above, below) - total;
    if (gainR > (best?.gainR ?? 0)) best = { keep, value, gainR };
  }
  return best;
}
