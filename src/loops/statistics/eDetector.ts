import { CLIP } from "./eProcess.ts";

const BETS = [0.1, 0.25, 0.4, 0.55, 0.75, 0.95] as const;

/** Evidence that an edge has turned against us, since whenever: bettors on losses who start anew when they are ruined. */
export interface EDetector {
  readonly wealth: readonly number[];
}

export const freshEDetector: EDetector = { wealth: BETS.map(() => 1) };

/**
 * One more result in R: M = max(M, 1)·max(0, 1 − λx/c), c = `most`, which is known before it comes, and x clipped where it
 * speaks for an alarm: a loss counts as c at the most, a gain as what it is. While the mean is not below zero, the mean time
 * to a false alarm at 1/α is at least 1/α, and far longer while there is an edge (Shin, Ramdas & Rinaldo, "E-detectors", 2023).
 */
export const watch = ({ wealth }: EDetector, r: number, most = CLIP): EDetector => ({
  wealth: wealth.map((each, i) => Math.max(each, 1) * Math.max(0, 1 - (BETS[i]! * Math.max(r, -most)) / most)),
});

/** The mean wealth; the alarm is at 1/α. */
export const alarmOf = ({ wealth }: EDetector): number => wealth.reduce((sum, each) => sum + each, 0) / wealth.length;
