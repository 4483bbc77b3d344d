import test from "ava";
import type { Evaluation, EvaluationRequest, Questions } from "../../../src/loops/evolution/evaluation.ts";
import { followUp, type FollowedUp, type FollowWish, MOST_PERIODS } from "../../../src/loops/evolution/followUp.ts";
import type { RuleDocument } from "../../../src/store/rules/document.ts";
import { DAY_MS } from "../../../src/store/time.ts";
import { inputOf } from "../../planted/pool.ts";

const [parent] = inputOf({ seed: 1, trades: 10, candidates: 1, edgeOf: () => 0 }).soil.incumbents as [RuleDocument];
const document = { ...parent, version: 2, entry: "close > 1" };
const FROM = Date.UTC(2026, 0, 1);
const wish: FollowWish = { proposalId: "p", document, parent, from: FROM, periodMs: DAY_MS };

/** A trade a day: the parent makes 1 R each, the proposal 1.5. */
function evaluate({ document: { version }, from, to }: EvaluationRequest): Evaluation {
  const days = Math.floor((to - from) / DAY_MS);
  const trades = Array.from({ length: days }, (_, day) => {
    const entryAt = from + day * DAY_MS;
    return { entryAt, exitAt: entryAt + 1, r: version === 2 ? 1.5 : 1 };
  });
  return { trades, signals: [] };
}

function run(running: Questions<readonly FollowedUp[]>): readonly FollowedUp[] {
  let step = running.next();
  while (step.done !== true) step = running.next(step.value.map(evaluate));
  return step.value;
}

test("a proposal is held against its parent period by period, on whole periods after it was made", (t) => {
  t.deepEqual(run(followUp([wish], FROM + 3.5 * DAY_MS)), [
    { proposalId: "p", to: FROM + 3 * DAY_MS, differences: [0.5, 0.5, 0.5], trades: 3 },
  ]);
  const [alone] = run(followUp([{ ...wish, parent: null }], FROM + 2 * DAY_MS));
  t.deepEqual(alone?.differences, [1.5, 1.5], "one that stands beside is held against nothing");
  t.deepEqual(run(followUp([wish], FROM + 0.9 * DAY_MS)), [], "a period that is not over says nothing");
});

test("some are followed with a parent and some without, each against its own; and none longer than it takes", (t) => {
  const both = run(
    followUp(
      [
        { ...wish, parent: null },
        { ...wish, proposalId: "q" },
      ],
      FROM + DAY_MS,
    ),
  );
  t.deepEqual(
    both.map(({ differences }) => differences),
    [[1.5], [0.5]],
  );
  t.is(run(followUp([wish], FROM + 900 * DAY_MS))[0]?.differences.length, MOST_PERIODS);
});
