import { seededRandom } from "../../store/random.ts";
import { meanOf } from "../statistics/moments.ts";
import { operatorShares, type OperatorRecords, remember, USUAL_BUDGET } from "./operatorBudget.ts";
import type { LoopSettings, ReplayCycles } from "./ownSettings.ts";
import { beginningOf, type Followed, rewardOf } from "./realized.ts";

/** What a cycle proposed, with what became of it since. */
export interface StoredCycle {
  readonly proposals: readonly Followed[];
}

/**
 * Stored cycles lived again under other settings. What a cycle was worth is the realized improvement of its proposals in R a day, each
 * weighted by the budget that its operator would have had, against an even one: what was never drawn cannot be known.
 * Cycles twice as far apart are every second one of them; those between, that were never run, are taken to be worth what
 * the stored ones are, so that more of them is never claimed to be better.
 */
export const livedAgain =
  (cycles: readonly StoredCycle[], operators: readonly string[], now: LoopSettings): ReplayCycles =>
  ({ tradesBetween, leastFollowed, decay }) => {
    const everyNth = now.tradesBetween === 0 ? 1 : Math.max(1, Math.round(tradesBetween / now.tradesBetween));
    let records: OperatorRecords = {};
    return cycles.map(({ proposals }, i) => {
      if (i % everyNth !== 0) return 0;
      const shares = operatorShares(
        operators,
        records,
        { ...USUAL_BUDGET, decay },
        seededRandom("lived again", String(i)),
      );
      const worth = proposals.reduce(
        (sum, { operator, differences }) =>
          sum + (differences.length === 0 ? 0 : (shares[operator] ?? 0) * operators.length * meanOf(differences)),
        0,
      );
      const rewards = proposals.flatMap((each) => rewardOf(beginningOf(each, leastFollowed), leastFollowed) ?? []);
      records = remember(records, rewards, { ...USUAL_BUDGET, decay });
      return worth;
    });
  };
