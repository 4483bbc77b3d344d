import { alarmOf, type EDetector, freshEDetector, watch } from "../statistics/eDetector.ts";
import { CLIP } from "../statistics/eProcess.ts";
import { deviationOf, freshSwing, type Swing, swung } from "../statistics/swing.ts";

/** What a rule in pause did in shadow since: plain numbers, kept as JSON. */
export interface Pause {
  readonly n: number;
  /** Mean result in R, net. */
  readonly mean: number;
  readonly swing: Swing;
  /** Evidence that its edge has come back, whenever that was: what it lost before does not weigh on it. */
  readonly comeback: EDetector;
}

export const freshPause: Pause = { n: 0, mean: 0, swing: freshSwing(), comeback: freshEDetector };

/**
 * What the evidence has to reach. Without an edge a hundred trades or more pass, on average, before it does so wrongly; on
 * Student-t4 results 2.5 % of accounts see that within 300. An edge of 0.3 R takes about 90 trades, however bad the time before.
 */
export const COMEBACK = 100;

/** One more shadow trade: the e-detector on gains in the place of losses (Shin, Ramdas & Rinaldo 2023). */
export function paused({ n, mean, swing, comeback }: Pause, r: number): Pause {
  const most = CLIP * deviationOf(swing);
  return {
    n: n + 1,
    mean: mean + (r - mean) / (n + 1),
    swing: swung(swing, r - mean),
    comeback: watch(comeback, -r, most),
  };
}

export const comebackOf = ({ comeback }: Pause): number => alarmOf(comeback);

/** How far the evidence has come, from 0 to 1: in logarithms, since it multiplies. */
export const shareOfComeback = (pause: Pause): number =>
  Math.min(1, Math.max(0, Math.log(comebackOf(pause)) / Math.log(COMEBACK)));
