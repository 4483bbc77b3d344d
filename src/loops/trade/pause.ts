import { type Cluster, clustered, type Held } from "../statistics/cluster.ts";
import { alarmOf, type EDetector, freshEDetector, watch } from "../statistics/eDetector.ts";
import { CLIP } from "../statistics/eProcess.ts";
import { deviationOf, freshSwing, type Swing, swung } from "../statistics/swing.ts";

/** What a rule in pause did in shadow since: plain numbers, kept as JSON. */
export interface Pause extends Watch {
  readonly n: number;
  /** Mean result in R, net. */
  readonly mean: number;
  /** The shadow trades that were held together with the newest one. */
  readonly cluster: Cluster<Watch> | null;
}

interface Watch {
  readonly swing: Swing;
  /** Evidence that its edge has come back, whenever that was: what it lost before does not weigh on it. */
  readonly comeback: EDetector;
}

export const freshPause: Pause = { n: 0, mean: 0, swing: freshSwing(), comeback: freshEDetector, cluster: null };

/**
 * What the evidence has to reach. Without an edge a hundred trades or more pass, on average, before it does so wrongly; on
 * Student-t4 results 2.5 % of accounts see that within 300. An edge of 0.3 R takes about 90 trades, however bad the time before.
 */
export const COMEBACK = 100;

/** One more shadow trade: the e-detector on gains in the place of losses (Shin, Ramdas & Rinaldo 2023). */
export function paused(
  { n, mean, swing, comeback, cluster: newest }: Pause,
  r: number,
  held: Held | null = null,
): Pause {
  const cluster = clustered(newest, r, held, { swing, comeback });
  const { before, sum, size } = cluster;
  const most = CLIP * deviationOf(before.swing);
  return {
    n: n + 1,
    mean: mean + (r - mean) / (n + 1),
    swing: swung(before.swing, sum - size * mean),
    comeback: watch(before.comeback, -sum, most),
    cluster,
  };
}

export const comebackOf = ({ comeback }: Pause): number => alarmOf(comeback);

/** How far the evidence has come, from 0 to 1: in logarithms, since it multiplies. */
export const shareOfComeback = (pause: Pause): number =>
  Math.min(1, Math.max(0, Math.log(comebackOf(pause)) / Math.log(COMEBACK)));
