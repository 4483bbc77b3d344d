import { clip } from "./eProcess.ts";

/** In R: measured on Student-t4 results of deviation 1 R, 4 % false alarms in 300 good trades (shared with the e-detector). */
export const CUSUM_LIMIT_R = 16;

/**
 * What has been lost against half of the expected result, since it last was in gain: S = max(0, S + μ₀/2 − x) with x
 * clipped (Page, "Continuous Inspection Schemes", Biometrika 41, 1954). The alarm is above CUSUM_LIMIT_R.
 * @param expectedR μ₀, the mean result that was promised, in R.
 */
export const cusum = (sum: number, r: number, expectedR: number): number => Math.max(0, sum + expectedR / 2 - clip(r));
