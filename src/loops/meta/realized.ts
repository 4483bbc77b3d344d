import { MOST_PERIODS } from "../evolution/followUp.ts";
import { meanOf, momentsOf } from "../statistics/moments.ts";
import type { Reward } from "./operatorBudget.ts";

/**
 * A proposal that was accepted, or followed in shadow: predicted against what came, on trades after it was made. By the day,
 * however long the periods are: those of one cycle are hours, of another days.
 */
export interface Followed {
  readonly operator: string;
  /** Calibrated or not: as it was said, in R a day above the incumbent. */
  readonly predicted: number;
  /** Paired differences to the incumbent since, period by period, each in R a day. */
  readonly differences: readonly number[];
  /** How long such a period is. */
  readonly periodDays: number;
  /** Its own trades that would have closed in these periods. */
  readonly trades: number;
  /** Whether its time is over: no more of it will be known. */
  readonly isOver: boolean;
  /** What a person said to it; `open`: nothing, or nothing yet. */
  readonly answer: "accepted" | "rejected" | "open";
}

/** Fewer periods than this say nothing yet; loop 3 may propose another number. */
export const LEAST_FOLLOWED = 30;
/** A mean of fewer trades is above its standard error by luck in up to one of four, since its swing is not known either. */
export const LEAST_CLOSED = 10;
/** Periods that have to be known of what has had its time; where candles were missing for more, nobody can say what it was. */
const MOSTLY_KNOWN = MOST_PERIODS / 2;

/** Whether enough is known of it: periods and trades, or all that will ever be. */
export const isRipe = ({ differences, trades, isOver }: Outcome, least = LEAST_FOLLOWED): boolean =>
  isOver ? differences.length >= Math.min(least, MOSTLY_KNOWN) : differences.length >= least && trades >= LEAST_CLOSED;
type Outcome = Pick<Followed, "differences" | "trades" | "isOver">;

/**
 * What an operator is rewarded by: the realized improvement, never the acceptance nor the backtest. A success is a mean one
 * standard error above zero; of worthless proposals one in six is that by luck. What has had its time and traded less than
 * ten times was none: it improved nothing that could be told. Null while too little is known.
 */
export function rewardOf(followed: Followed, least = LEAST_FOLLOWED): Reward | null {
  if (!isRipe(followed, least)) return null;
  const { operator, differences, trades } = followed;
  const { n, mean, deviation } = momentsOf(differences);
  return { operator, succeeded: trades >= LEAST_CLOSED && mean > deviation / Math.sqrt(n) };
}

/** The first `least` periods of it, or as many as ten trades took: they are taken to have come evenly. */
export function beginningOf(followed: Followed, least: number): Followed {
  const { differences, trades } = followed;
  const tenth = trades === 0 ? Number.POSITIVE_INFINITY : Math.ceil((differences.length * LEAST_CLOSED) / trades);
  return { ...followed, differences: differences.slice(0, Math.max(least, tenth)) };
}

/** Who was right about the rejected ones: what they would have brought, by what came of them in shadow. */
export function rejectionsSentence(all: readonly Followed[], least = LEAST_FOLLOWED): string {
  const rejected = all.filter((each) => each.answer === "rejected" && isRipe(each, least));
  if (rejected.length === 0) return "insufficient data: no rejected proposal was followed long enough";
  const wrong = rejected.filter(({ differences }) => meanOf(differences) > 0);
  const total = rejected.reduce(
    (sum, { differences, periodDays }) => sum + periodDays * differences.reduce((a, b) => a + b, 0),
    0,
  );
  const said = total > 0 ? `forgone ${total.toFixed(1)} R` : `spared ${(-total).toFixed(1)} R`;
  return `${rejected.length} rejected proposals followed in shadow: ${wrong.length} would have improved, ${rejected.length - wrong.length} not; the rejections have ${said}`;
}
