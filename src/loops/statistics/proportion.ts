import { normalQuantile } from "./normalQuantile.ts";

/** A share that was counted, with its interval. */
export interface Proportion {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Interval of a share by Wilson's score (Journal of the American Statistical Association 22, 1927): honest at 0 and 1 too. */
export function proportion(hits: number, of: number, confidence = 0.95): Proportion {
  if (of === 0) return { share: Number.NaN, low: 0, high: 1 };
  const z = normalQuantile((1 + confidence) / 2);
  const share = hits / of;
  const center = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return {
    share,
    low: hits === 0 ? 0 : Math.max(0, center - half),
    high: hits === of ? 1 : Math.min(1, center + half),
  };
}
