import type { Random } from "../../store/random.ts";
import { betaDraw } from "./betaDraw.ts";

/** What became of an operator's proposals, the older the less it counts. Plain numbers, kept as JSON. */
export interface OperatorRecord {
  readonly successes: number;
  readonly failures: number;
}
export type OperatorRecords = Readonly<Record<string, OperatorRecord>>;

/** How the budget is learned; changes of these are proposals too. */
export interface BudgetSettings {
  /** What a cycle's results still count one cycle later. */
  readonly decay: number;
  /** Every operator's share at the least: one that is never tried is never known. */
  readonly floor: number;
}

export const USUAL_BUDGET: BudgetSettings = { decay: 0.95, floor: 0.05 };

/** One proposal's end: whether what was realized was an improvement. */
export interface Reward {
  readonly operator: string;
  readonly succeeded: boolean;
}

/** A cycle is over: what was known ages, its rewards are added. */
export function remember(
  records: OperatorRecords,
  rewards: readonly Reward[],
  { decay }: BudgetSettings,
): OperatorRecords {
  const aged = Object.entries(records).map(
    ([name, { successes, failures }]) => [name, { successes: successes * decay, failures: failures * decay }] as const,
  );
  const known: Record<string, OperatorRecord> = Object.fromEntries(aged);
  for (const { operator, succeeded } of rewards) {
    const { successes, failures } = known[operator] ?? NOTHING;
    known[operator] = { successes: successes + Number(succeeded), failures: failures + Number(!succeeded) };
  }
  return known;
}
const NOTHING: OperatorRecord = { successes: 0, failures: 0 };

/** Draws behind one set of shares. */
const DRAWS = 100;

/**
 * The next cycle's share of the budget by operator: how often each is best when its success rate is drawn from what is
 * known of it, never below the floor. Thompson (Biometrika 25, 1933), with old results discounted so that it follows a
 * market that changes (Raj & Kalyani 2017). Shares add up to 1.
 */
export function operatorShares(
  operators: readonly string[],
  records: OperatorRecords,
  { floor }: BudgetSettings,
  random: Random,
): Readonly<Record<string, number>> {
  const wins = new Map(operators.map((name) => [name, 0]));
  for (let draw = 0; draw < DRAWS; draw++) {
    let [best, highest] = [operators[0] ?? "", -1];
    for (const name of operators) {
      const { successes, failures } = records[name] ?? NOTHING;
      const rate = betaDraw(1 + successes, 1 + failures, random);
      if (rate > highest) [best, highest] = [name, rate];
    }
    wins.set(best, (wins.get(best) ?? 0) + 1);
  }
  const free = Math.max(0, 1 - floor * operators.length);
  const least = Math.min(floor, 1 / Math.max(1, operators.length));
  return Object.fromEntries(operators.map((name) => [name, least + (free * (wins.get(name) ?? 0)) / DRAWS]));
}
