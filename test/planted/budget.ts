import { calibrationSlope } from "../../src/loops/meta/calibration.ts";
import { operatorShares, type OperatorRecords, remember, USUAL_BUDGET } from "../../src/loops/meta/operatorBudget.ts";
import type { Followed } from "../../src/loops/meta/realized.ts";
import { type Random, seededRandom } from "../../src/store/random.ts";
import { type Experiment, mean, quantile, share, twin } from "./experiment.ts";
import { studentNoise } from "./noise.ts";

const OPERATORS = ["first", "second", "third", "fourth"] as const;
const PROPOSALS = 8;
type Rates = Readonly<Record<string, number>>;
const rates = (...values: readonly number[]): Rates =>
  Object.fromEntries(OPERATORS.map((name, i) => [name, values[i] ?? 0]));
const USEFUL = rates(0.3, 0.02, 0.02, 0.02);
const LATER = rates(0.02, 0.3, 0.02, 0.02);

/** 6: the budget goes where improvements come from, follows when that changes, and promises are cut to what came true. */
export const budget: Experiment = {
  line: 6,
  title: "Loop 3: who earns the budget, and what a promise is worth",
  planted:
    "four operators, 8 proposals a cycle, improvements at .3/.02/.02/.02, at equal rates, or with the useful one changing at cycle 40; predictions three times the truth over 20 proposals of 100 trades",
  seeds: { whole: 400, slice: 60 },
  run(seeds) {
    const best = seeds.map((seed) => average(live(seed, 40, () => USEFUL).slice(-20), "first"));
    const equal = seeds.map((seed) =>
      average(
        live(seed, 40, () => rates(0.1, 0.1, 0.1, 0.1)),
        "first",
      ),
    );
    const change = seeds.map((seed) =>
      cyclesToHalf(live(seed, 120, (cycle) => (cycle < 40 ? USEFUL : LATER)).slice(40)),
    );
    const slopes = seeds.map(slopeOf);
    const stubborn = seeds.filter(
      (seed) => cyclesToHalf(live(seed, 60, (cycle) => (cycle < 40 ? USEFUL : LATER), 1).slice(40)) <= 18,
    );
    const n = seeds.length;
    const isNear = slopes.filter((slope) => slope >= 0.2 && slope <= 0.47).length;
    return [
      share("best operator's share over the last 20 of 40 cycles ≥ .60", best.filter((each) => each >= 0.6).length, n, {
        least: 0.95,
      }),
      mean("equal operators: mean share of one", equal, { least: 0.22, most: 0.28 }),
      quantile("cycles until the newly useful one has half the budget (5-cycle mean), median", change, 0.5, {
        most: 18,
      }),
      quantile("slope of predictions inflated threefold, median", slopes, 0.5, { least: 0.25, most: 0.42 }),
      share("the same within [.20, .47]", isNear, n, { least: 0.9 }),
      twin("naive twin: nothing is forgotten; half the budget within 18 cycles", stubborn.length, n, { most: 0.5 }),
    ];
  },
};

/** Shares of the budget, cycle by cycle. */
function live(
  seed: number,
  cycles: number,
  rateOf: (cycle: number) => Rates,
  decay = USUAL_BUDGET.decay,
): readonly Rates[] {
  const random = seededRandom(seed, "budget");
  const settings = { ...USUAL_BUDGET, decay };
  let records: OperatorRecords = {};
  return Array.from({ length: cycles }, (_, cycle) => {
    const shares = operatorShares(OPERATORS, records, settings, random);
    const rewards = Array.from({ length: PROPOSALS }, () => {
      const operator = drawn(shares, random);
      return { operator, succeeded: random() < (rateOf(cycle)[operator] ?? 0) };
    });
    records = remember(records, rewards, settings);
    return shares;
  });
}

function drawn(shares: Rates, random: Random): string {
  let rest = random();
  return OPERATORS.find((name) => (rest -= shares[name] ?? 0) < 0) ?? OPERATORS[0];
}

const average = (cycles: readonly Rates[], name: string): number =>
  cycles.reduce((sum, shares) => sum + (shares[name] ?? 0), 0) / cycles.length;

function cyclesToHalf(cycles: readonly Rates[]): number {
  for (let end = 5; end <= cycles.length; end++) if (average(cycles.slice(end - 5, end), "second") >= 0.5) return end;
  return Number.POSITIVE_INFINITY;
}

function slopeOf(seed: number): number {
  const random = seededRandom(seed, "slope");
  const followed = Array.from({ length: 20 }, (): Followed => {
    const truth = 0.05 + 0.25 * random();
    const differences = Array.from({ length: 100 }, () => truth + studentNoise(random));
    const whole = { periodDays: 1, trades: 100, isOver: false, answer: "accepted" } as const;
    return { operator: "first", predicted: 3 * truth, differences, ...whole };
  });
  return calibrationSlope(followed).slope;
}
