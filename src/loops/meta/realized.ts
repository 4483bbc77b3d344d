import { meanOf, momentsOf } from "../statistics/moments.ts";
import type { Reward } from "./operatorBudget.ts";

/** A proposal that was accepted, or followed in shadow: predicted against what came, on trades after it was made. */
export interface Followed {
  readonly operator: string;
  /** Calibrated or not: as it was said, in R a trade above the incumbent. */
  readonly predicted: number;
  /** Paired differences to the incumbent, trade by trade or period by period, since. */
  readonly differences: readonly number[];
  /** What a person said to it; `open`: nothing, or nothing yet. */
  readonly answer: "accepted" | "rejected" | "open";
}

/** Fewer than this say nothing yet; loop 3 may propose another number. */
export const LEAST_FOLLOWED = 30;

/**
 * What an operator is rewarded by: the realized improvement, never the acceptance nor the backtest. A success is a mean one
 * standard error above zero; of worthless proposals one in six is that by luck. Null while too few trades have come.
 */
export function rewardOf({ operator, differences }: Followed, least = LEAST_FOLLOWED): Reward | null {
  if (differences.length < least) return null;
  const { n, mean, deviation } = momentsOf(differences);
  return { operator, succeeded: mean > deviation / Math.sqrt(n) };
}

/** Who was right about the rejected ones: what they would have brought, by what came of them in shadow. */
export function rejectionsSentence(all: readonly Followed[], least = LEAST_FOLLOWED): string {
  const rejected = all.filter(({ answer, differences }) => answer === "rejected" && differences.length >= least);
  if (rejected.length === 0) return "insufficient data: no rejected proposal was followed long enough";
  const wrong = rejected.filter(({ differences }) => meanOf(differences) > 0);
  const total = rejected.reduce((sum, { differences }) => sum + differences.reduce((a, b) => a + b, 0), 0);
  const said = total > 0 ? `forgone ${total.toFixed(1)} R` : `spared ${(-total).toFixed(1)} R`;
  return `${rejected.length} rejected proposals followed in shadow: ${wrong.length} would have improved, ${rejected.length - wrong.length} not; the rejections have ${said}`;
}
