import test from "ava";
import { type EvolutionMemory, type Filed, noEvolution } from "../../../src/agent/learning/evolutionBook.ts";
import { reviewed, reviewOf, steering, USUAL_BAR } from "../../../src/agent/learning/review.ts";
import { noRulings } from "../../../src/agent/learning/rulings.ts";
import { metaReviewed } from "../../../src/store/events/metaReviewed.ts";
import { idOfName } from "../../../src/store/ids.ts";
import { USUAL_LOOPS } from "../../../src/store/settings/budget.ts";
import { MOST_PERIODS } from "../../../src/loops/evolution/followUp.ts";
import { DAY_MS, HOUR_MS } from "../../../src/store/time.ts";
import { ruleWith } from "../strategy/rule.ts";

const { document } = ruleWith({});
const filed = (n: number, operator: string, mean: number, periods: number): Filed => ({
  proposalId: idOfName(`${n}`),
  cycle: n,
  fingerprint: idOfName(`print ${n}`),
  operator,
  document,
  parent: null,
  predicted: 0.4,
  calibration: 1,
  expectedR: 0.2,
  periodMs: DAY_MS,
  from: 0,
  followedTo: periods * DAY_MS,
  differences: Array.from({ length: periods }, (_, i) => mean + (i % 2 === 0 ? 0.1 : -0.1)),
  trades: periods,
});
const evolution: EvolutionMemory = {
  ...noEvolution,
  done: 10,
  proposed: 5,
  filed: [1, 2, 3, 4].map((n) => filed(n, "exit change", 0.1, 40)).concat(filed(5, "crossover", 0.1, 29)),
};
const rulings = { ...noRulings, answers: { [idOfName("1")]: "rejected", [idOfName("2")]: "accepted" } } as const;

test("loop 3 counts what was followed long enough, once, and says who was right", (t) => {
  const review = reviewed({ evolution, rulings }, USUAL_LOOPS, "seed");
  t.true(metaReviewed.safeParse(review).success);
  t.deepEqual(
    review.counted,
    [1, 2, 3, 4].map((n) => idOfName(`${n}`)),
  );
  t.is(review.records["exit change"]?.successes, 4);
  t.is(review.records["crossover"], undefined);
  t.true(review.shares["exit change"]! > review.shares["crossover"]!);
  t.true(review.calibration.slope < 0.35, "a quarter of what was promised came");
  t.true(review.leastImprovement > USUAL_BAR, "so the bar is higher");
  t.true(
    review.sentences.some((each) => each.startsWith("1 rejected proposals followed in shadow: 1 would have improved")),
  );
  const again = reviewed({ evolution: { ...evolution, meta: review }, rulings }, USUAL_LOOPS, "seed");
  t.true(again.records["exit change"]!.successes < 4, "they age, and are not counted again");
});

test("what was followed by hours counts as what was followed by days: loop 3 compares R a day", (t) => {
  const inHours = (each: Filed): Filed => ({
    ...each,
    periodMs: HOUR_MS,
    followedTo: each.differences.length * HOUR_MS,
    predicted: each.predicted / 24,
    differences: each.differences.map((r) => r / 24),
  });
  const lived = Array.from({ length: 12 }, (_, i) => filed(i + 1, "exit change", i % 2 === 0 ? 0.001 : -1, 40));
  const look = (all: readonly Filed[]) =>
    reviewed(
      { evolution: { ...noEvolution, done: 12, proposed: 12, filed: all }, rulings: noRulings },
      USUAL_LOOPS,
      "s",
    );
  const [days, mixed] = [look(lived), look(lived.map((each, i) => (i % 3 === 0 ? inHours(each) : each)))];
  t.deepEqual(mixed.sentences, days.sentences);
  t.deepEqual(mixed.settings, days.settings);
  t.truthy(days.settings);
});

test("what would have closed fewer than ten trades is not counted before its time is over, and then as no success", (t) => {
  const seldom = { ...filed(6, "crossover", 1, 150), trades: 9 };
  const look = (each: Filed) =>
    reviewed({ evolution: { ...noEvolution, done: 10, filed: [each] }, rulings }, USUAL_LOOPS, "seed");
  t.deepEqual(look(seldom).counted, []);
  t.is(look({ ...seldom, followedTo: MOST_PERIODS * DAY_MS }).records["crossover"]?.failures, 1);
  t.is(look({ ...seldom, trades: 10 }).records["crossover"]?.successes, 1);
});

test("it is its turn after so many cycles, and what it says is what the next cycle runs by", (t) => {
  const budget = { ...USUAL_LOOPS, metaCycles: 10 };
  t.is(reviewOf({ evolution: { ...evolution, done: 9 }, rulings }, budget, "seed"), null);
  const meta = reviewOf({ evolution, rulings }, budget, "seed");
  t.is(meta?.cycles, 10);
  t.is(reviewOf({ evolution: { ...evolution, done: 19, meta }, rulings }, budget, "seed"), null);
  t.deepEqual(steering({ meta }), {
    shares: meta!.shares,
    calibration: meta!.calibration.slope,
    leastImprovement: meta!.leastImprovement,
  });
  t.deepEqual(steering(noEvolution), { shares: null, calibration: 0.5, leastImprovement: USUAL_BAR });
});

test("promises are held against what the backtest said, so that a correction is not learned from its own corrections", (t) => {
  const slopeAt = (calibration: number): number => {
    const said = evolution.filed.map((each) => ({ ...each, predicted: 0.4 * calibration, calibration }));
    return reviewed({ evolution: { ...evolution, filed: said }, rulings }, USUAL_LOOPS, "seed").calibration.slope;
  };
  t.is(slopeAt(0.5), slopeAt(1));
  const kept = { ...evolution, filed: [1, 2, 3].map((n) => filed(n, "exit change", 2, 40)) };
  const meta = reviewed({ evolution: kept, rulings }, USUAL_LOOPS, "seed");
  t.true(meta.calibration.slope > 1);
  t.is(steering({ meta }).calibration, 1, "no promise is made larger than its backtest");
});

test("a look that finds better settings says which, what it is now and what it would be, in the words of the settings", (t) => {
  // Every second cycle lost: half as many would have been better.
  const lived = Array.from({ length: 12 }, (_, i) => filed(i + 1, "exit change", i % 2 === 0 ? 0.001 : -1, 40));
  const known = { ...noEvolution, done: 12, proposed: 12, filed: lived };
  const review = reviewed({ evolution: known, rulings }, USUAL_LOOPS, "seed");
  t.like(review.settings, { key: "evolveTrades", value: "200", before: "100" });
  t.regex(
    review.settings?.sentence ?? "",
    /^evolveTrades 100 → 200: \d+\.\d\d R a day more by each of 12 stored cycles/,
  );
  t.true(metaReviewed.safeParse(review).success);
  const most = reviewed({ evolution: known, rulings }, { ...USUAL_LOOPS, everyTrades: 60_000 }, "seed");
  t.is(most.settings, null, "what the settings do not take is not asked for");
  t.regex(most.sentences.at(-1) ?? "", /out of their bounds$/);
});
