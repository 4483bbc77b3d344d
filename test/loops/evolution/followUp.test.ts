import test from "ava";
import { type Coverage, coverageOf } from "../../../src/loops/evolution/coverage.ts";
import type { Evaluation, EvaluationRequest, Questions } from "../../../src/loops/evolution/evaluation.ts";
import {
  followUp,
  type FollowedUp,
  type FollowWish,
  isFollowed,
  MOST_PERIODS,
} from "../../../src/loops/evolution/followUp.ts";
import type { RuleDocument } from "../../../src/store/rules/document.ts";
import { DAY_MS } from "../../../src/store/time.ts";
import { inputOf } from "../../planted/pool.ts";
import { hour, hourly, START } from "./dated.ts";

const [parent] = inputOf({ seed: 1, trades: 10, candidates: 1, edgeOf: () => 0 }).soil.incumbents as [RuleDocument];
const document = { ...parent, version: 2, entry: "close > 1" };
const day = (n: number): number => START + n * DAY_MS;
const wish: FollowWish = { proposalId: "p", document, parent, from: START, periodMs: DAY_MS, followedTo: START };

/** Hourly candles of those days; a proposal is made at the beginning of day 0. */
function seenOn(...days: readonly (readonly [from: number, to: number])[]): Coverage {
  const market = hourly("BTC/USD", ...days.map(([from, to]) => [from * 24, to * 24] as const));
  const { ts, length } = market.columns;
  return coverageOf([market], { from: ts[0]!, to: ts[length - 1]! + 3_600_000, periodMs: DAY_MS });
}
const before = 100;

/** A trade a day: the parent makes 1 R each, the proposal 1.5. */
function evaluate({ document: { version }, from, to }: EvaluationRequest): Evaluation {
  const trades = [];
  for (let at = START; at < to; at += DAY_MS)
    if (at >= from) trades.push({ entryAt: at, exitAt: at + 1, r: version === 2 ? 1.5 : 1 });
  return { trades, signals: [] };
}

function run(running: Questions<readonly FollowedUp[]>, asked: EvaluationRequest[] = []): readonly FollowedUp[] {
  let step = running.next();
  while (step.done !== true) {
    asked.push(...step.value);
    step = running.next(step.value.map(evaluate));
  }
  return step.value;
}

test("a proposal is held against its parent period by period, on whole periods after it was made", (t) => {
  t.deepEqual(run(followUp([wish], seenOn([-before, 3.5]))), [
    { proposalId: "p", from: START, to: day(3), differences: [0.5, 0.5, 0.5], trades: 3 },
  ]);
  const [alone] = run(followUp([{ ...wish, parent: null }], seenOn([-before, 2])));
  t.deepEqual(alone?.differences, [1.5, 1.5], "one that stands beside is held against nothing");
  t.deepEqual(run(followUp([wish], seenOn([-before, 0.9]))), [], "a period that is not over says nothing");
});

test("some are followed with a parent and some without, each against its own; and none longer than it takes", (t) => {
  const both = run(
    followUp(
      [
        { ...wish, parent: null },
        { ...wish, proposalId: "q" },
      ],
      seenOn([-before, 1]),
    ),
  );
  t.deepEqual(
    both.map(({ differences }) => differences),
    [[1.5], [0.5]],
  );
  const [whole] = run(followUp([wish], seenOn([-before, 900])));
  t.is(whole?.differences.length, MOST_PERIODS);
  t.false(isFollowed({ ...wish, followedTo: whole!.to }));
  t.true(isFollowed({ ...wish, followedTo: whole!.to - DAY_MS }));
});

test("only what comes after the periods that were told of is told, worked out from the proposal's making on", (t) => {
  const asked: EvaluationRequest[] = [];
  const [later] = run(followUp([{ ...wish, followedTo: day(3) }], seenOn([-before, 5])), asked);
  t.deepEqual(later, { proposalId: "p", from: day(3), to: day(5), differences: [0.5, 0.5], trades: 2 });
  t.true(
    asked.every(({ from }) => from === START),
    "what was open at the beginning of a period is part of it",
  );
  t.deepEqual(run(followUp([{ ...wish, followedTo: day(5) }], seenOn([-before, 5.9]))), []);
});

test("periods whose candles are not here are not known: they are no zeros, and none of their trades is counted", (t) => {
  const [found] = run(followUp([{ ...wish, followedTo: day(2) }], seenOn([6, 12])));
  t.deepEqual(found?.differences, [null, null, null, null, null, 0.5, 0.5, 0.5, 0.5, 0.5]);
  t.like(found, { from: day(2), to: day(12), trades: 5 });
  const [outage] = run(followUp([wish], seenOn([-before, 1], [1.75, 3])));
  t.deepEqual(outage?.differences, [0.5, null, 0.5], "nor is one of which the most is missing");
  t.is(outage?.trades, 2);
});

test("no rule trades before there are candles that warm its indicators up", (t) => {
  const slow = { ...document, entry: "close > sma(close, 72)" };
  const asked: EvaluationRequest[] = [];
  const [found] = run(followUp([{ ...wish, document: slow }], seenOn([2, 8])), asked);
  t.deepEqual(
    asked.map(({ from }) => from),
    [hour(48 + 72), hour(48 + 72)],
    "parent and proposal from the same candle on",
  );
  t.deepEqual(found?.differences, [null, null, null, null, null, 0.5, 0.5, 0.5]);
  t.deepEqual(
    run(followUp([{ ...wish, document: slow }], seenOn([2, 5]))),
    [],
    "what is not known yet is not told yet",
  );
});

test("a symbol that neither of the two trades says nothing about what is known of them", (t) => {
  const [btc, thin] = [hourly("BTC/USD", [-before * 24, 72]), hourly("THIN/USD", [-before * 24, 0], [71, 72])];
  const seen = coverageOf([btc, thin], { from: hour(-before * 24), to: hour(72), periodMs: DAY_MS });
  const of = (symbols: string[]) => ({ ...wish, document: { ...document, symbols }, parent: { ...parent, symbols } });
  t.deepEqual(run(followUp([of(["BTC/USD"])], seen))[0]?.differences, [0.5, 0.5, 0.5]);
  t.deepEqual(run(followUp([of(["THIN/USD"])], seen))[0]?.differences, [null, null, null]);
  const mixed = { ...of(["BTC/USD"]), parent: { ...parent, symbols: ["THIN/USD"] } };
  t.deepEqual(run(followUp([mixed], seen))[0]?.differences, [null, null, null], "nor is the difference to what is not");
});
