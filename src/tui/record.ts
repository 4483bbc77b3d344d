import type { RuleStats } from "../gate/contract/rulebook.ts";
import { NONE, rMultiple } from "./format.ts";

/** Trades below which a mean says nothing worth acting on (Student's t is near normal from about 30). */
export const ENOUGH_TRADES = 30;

export const winPercent = ({ wins, trades }: RuleStats): string =>
  trades === 0 ? NONE : ((wins / trades) * 100).toFixed(0);

export const hasEnough = ({ trades }: RuleStats): boolean => trades >= ENOUGH_TRADES;

/**
 * Mean R a trade. With enough trades followed by half the 95 % interval of the mean ("+0.21R ±0.15"), else by how
 * many of the trades needed there are ("+0.40R 7/30"): too few to say.
 */
export function expectancy(stats: RuleStats): string {
  const { trades, sumR } = stats;
  if (trades === 0) return `${NONE} 0/${ENOUGH_TRADES}`;
  const mean = rMultiple(sumR / trades);
  return hasEnough(stats) ? `${mean} ±${halfWidth(stats).toFixed(2)}` : `${mean} ${trades}/${ENOUGH_TRADES}`;
}

/** 1.96 standard errors of the mean, from the sums (unbiased variance). */
function halfWidth({ trades, sumR, sumR2 }: RuleStats): number {
  const variance = Math.max(0, (sumR2 - (sumR * sumR) / trades) / (trades - 1));
  return 1.96 * Math.sqrt(variance / trades);
}
