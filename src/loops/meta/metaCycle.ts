import type { Random } from "../../store/random.ts";
import { type CalibrationSlope, calibrationSlope, raisedBar, slopeSentence } from "./calibration.ts";
import { type BudgetSettings, operatorShares, type OperatorRecords, remember } from "./operatorBudget.ts";
import { powerCaveat } from "./powerCaveat.ts";
import { type Followed, isRipe, rejectionsSentence, rewardOf } from "./realized.ts";

/** What loop 3 knows and is told. */
export interface MetaInput {
  readonly operators: readonly string[];
  readonly records: OperatorRecords;
  /** Proposals whose outcome was not counted yet. */
  readonly fresh: readonly Followed[];
  /** All that were ever followed, the fresh ones among them. */
  readonly followed: readonly Followed[];
  readonly budget: BudgetSettings;
  readonly leastFollowed: number;
  /** The usual least improvement worth proposing, in R a day. */
  readonly usualBar: number;
  readonly cycles: number;
  readonly proposalsACycle: number;
  readonly random: Random;
}

/** What loop 2 runs by from now on, and what a person is told of it. */
export interface MetaOutcome {
  readonly records: OperatorRecords;
  readonly shares: Readonly<Record<string, number>>;
  readonly calibration: CalibrationSlope;
  readonly leastImprovement: number;
  readonly sentences: readonly string[];
}

/** One look of loop 3 at loop 2: who earns his budget, what promises are worth, how high the bar stands. Pure. */
export function metaCycle(input: MetaInput): MetaOutcome {
  const { operators, budget, leastFollowed, followed } = input;
  const rewards = input.fresh.flatMap((each) => rewardOf(each, leastFollowed) ?? []);
  const records = remember(input.records, rewards, budget);
  const shares = operatorShares(operators, records, budget, input.random);
  const calibration = calibrationSlope(followed.filter((each) => isRipe(each, leastFollowed)));
  const leastImprovement = raisedBar(input.usualBar, calibration);
  const best = operators.toSorted((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0)).slice(0, 3);
  const named = best.map((name) => `${name} ${Math.round((shares[name] ?? 0) * 100)} %`).join(", ");
  return {
    records,
    shares,
    calibration,
    leastImprovement,
    sentences: [
      `the budget goes to ${named}`,
      slopeSentence(calibration),
      rejectionsSentence(followed, leastFollowed),
      powerCaveat(input.cycles, input.proposalsACycle),
    ],
  };
}
