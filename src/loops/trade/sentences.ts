import { shareOfProof } from "../statistics/eProcess.ts";
import type { Posterior } from "../statistics/shrinkage.ts";
import { type Alarm, ALARM_ALPHA } from "./alarm.ts";
import { type Belief, shortfallLimitOf } from "./belief.ts";

const signed = (value: number): string => `${value > 0 ? "+" : ""}${Number(value.toFixed(2))}`;

/** "ema-trend goes on probation after 34 trades: …": what fired, on which numbers, at most 500 characters. */
export function alarmSentence(ruleId: string, to: string, belief: Belief, alarms: readonly Alarm[]): string {
  const { n, mean, expectedR, sinceAlarm } = belief;
  const head = `${ruleId} goes on ${to === "paused" ? "pause" : to} after ${n} trades (${sinceAlarm} since it was last watched anew)`;
  const why = alarms.map(({ kind, observed, limit }) =>
    kind === "decay"
      ? `its edge has turned (e-value ${observed.toFixed(1)} of ${limit})`
      : `it is ${observed.toFixed(1)} R short of half of what it promised (limit ${Number(limit.toFixed(1))})`,
  );
  return `${head}: ${why.join("; ")}; mean ${signed(mean)} R where ${signed(expectedR)} was expected`.slice(0, 500);
}

/** What is believed of a rule before its first trade: what the others share, where these have traded. */
export const newcomerSentence = (key: string, { mean, deviation }: Posterior): string =>
  Number.isFinite(deviation)
    ? `${key}: no trade yet, believed ${signed(mean)} ± ${deviation.toFixed(2)} R by the trades of other rules`
    : `${key}: no trade yet`;

/** What is believed of a rule, with how far the proof has come: a share of what is needed, never a verdict. */
export function beliefSentence(key: string, belief: Belief, posterior: Posterior): string {
  const { n, mean, promotion, shortfallR } = belief;
  const share = Math.round(shareOfProof(promotion, ALARM_ALPHA) * 100);
  const proof = share >= 100 ? "its edge is proven at 95 %" : `${share} % of the proof that it earns`;
  return (
    `${key}: ${n} ${n === 1 ? "trade" : "trades"}, mean ${signed(mean)} R, ` +
    `believed ${signed(posterior.mean)} ± ${posterior.deviation.toFixed(2)} R; ${proof}; ` +
    `short of its promise by ${shortfallR.toFixed(1)} R of ${Number(shortfallLimitOf(belief).toFixed(1))}`
  );
}
