import test from "ava";
import { betaDraw } from "../../../src/loops/meta/betaDraw.ts";
import { calibrationSlope, raisedBar, slopeSentence } from "../../../src/loops/meta/calibration.ts";
import { livedAgain, type StoredCycle } from "../../../src/loops/meta/livedAgain.ts";
import { metaCycle } from "../../../src/loops/meta/metaCycle.ts";
import {
  operatorShares,
  type OperatorRecords,
  remember,
  type Reward,
  USUAL_BUDGET,
} from "../../../src/loops/meta/operatorBudget.ts";
import { alternativesTo, type LoopSettings, proposeSettings } from "../../../src/loops/meta/ownSettings.ts";
import { neededToTell, powerCaveat, powerToTell } from "../../../src/loops/meta/powerCaveat.ts";
import { beginningOf, type Followed, isRipe, rejectionsSentence, rewardOf } from "../../../src/loops/meta/realized.ts";
import { MOST_PERIODS } from "../../../src/loops/evolution/followUp.ts";
import { normal, type Random, seededRandom } from "../../../src/store/random.ts";

const OPERATORS = ["jitter", "exit", "gate", "cross"];
const followed = (mean: number, changes: Partial<Followed> = {}, n = 100): Followed => {
  const random = seededRandom(`${mean} ${changes.operator}`);
  const differences = Array.from({ length: n }, () => mean + normal(random));
  const whole = { periodDays: 1, trades: n, isOver: false, answer: "accepted" } as const;
  return { operator: "jitter", predicted: 0.5, differences, ...whole, ...changes };
};

test("draws of a beta distribution have its mean and variance", (t) => {
  const random = seededRandom("beta");
  const draws = Array.from({ length: 20_000 }, () => betaDraw(3, 7, random));
  const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
  const variance = draws.reduce((sum, each) => sum + (each - mean) ** 2, 0) / draws.length;
  t.true(Math.abs(mean - 0.3) < 0.005 && Math.abs(variance - 0.21 / 11) < 0.001);
});

test("shares are one together, and nobody's is below the floor, however bad he was", (t) => {
  const records: OperatorRecords = { jitter: { successes: 50, failures: 0 }, exit: { successes: 0, failures: 500 } };
  const shares = operatorShares(OPERATORS, records, USUAL_BUDGET, seededRandom(1));
  t.true(Math.abs(Object.values(shares).reduce((sum, each) => sum + each, 0) - 1) < 1e-12);
  t.true(Object.values(shares).every((each) => each >= 0.05));
  t.true(shares["jitter"]! > 0.8);
  t.is(shares["exit"], 0.05);
});

test("what was long ago counts less with every cycle", (t) => {
  let records = remember({}, [{ operator: "jitter", succeeded: true }], USUAL_BUDGET);
  for (let cycle = 0; cycle < 14; cycle++) records = remember(records, [], USUAL_BUDGET);
  t.true(records["jitter"]!.successes < 0.5 && records["jitter"]!.successes > 0.45);
});

test("an operator is rewarded for what was realized, whoever accepted it, and not before enough has come", (t) => {
  t.is(rewardOf(followed(1, {}, 29)), null);
  t.deepEqual(rewardOf(followed(1)), { operator: "jitter", succeeded: true });
  t.deepEqual(rewardOf(followed(-1)), { operator: "jitter", succeeded: false });
  t.deepEqual(rewardOf(followed(1, { answer: "rejected" }))?.succeeded, true);
});

test("what trades seldom is waited for, and of worthless proposals no more than one in six succeeds by luck", (t) => {
  const lucky = followed(1, { trades: 9 });
  t.is(rewardOf(lucky), null, "nine trades say nothing yet, in however many periods");
  t.deepEqual(rewardOf({ ...lucky, isOver: true }), { operator: "jitter", succeeded: false }, "by the end it is none");
  t.is(rewardOf({ ...followed(1, {}, 9), isOver: true }), null, "of what had no candles nobody can say it");
  t.true(isRipe({ ...followed(1, {}, 150), isOver: true }, 1_000), "nothing is waited for that will never come");
  for (const often of [1, 2, 5]) {
    const outcomes = Array.from({ length: 1_000 }, (_, seed) => worthless(seededRandom(seed, "worthless"), often / 30));
    const share = outcomes.filter(({ succeeded }) => succeeded).length / outcomes.length;
    t.true(share < 0.19, `${often} trades in 30 periods: ${share}`);
  }
});

/** What a proposal is counted as that is worth nothing and trades in that share of its periods, looked at every fifth. */
function worthless(random: Random, share: number): Reward {
  const differences: number[] = [];
  for (;;) {
    differences.push(random() < share ? normal(random) : 0);
    const trades = differences.filter((each) => each !== 0).length;
    const isOver = differences.length === MOST_PERIODS;
    const reward = differences.length % 5 === 0 ? rewardOf({ ...followed(0), differences, trades, isOver }) : null;
    if (reward !== null) return reward;
  }
}

test("lived again, it is known no sooner: the first periods are as many as its ten trades took", (t) => {
  t.is(beginningOf(followed(1), 30).differences.length, 30);
  t.is(beginningOf(followed(1, { trades: 20 }), 30).differences.length, 50);
  t.is(rewardOf(beginningOf(followed(1, { trades: 5 }), 30)), null);
});

test("before anything is known half of a promise is believed, then what came true", (t) => {
  t.like(calibrationSlope([]), { slope: 0.5, proposals: 0 });
  t.regex(slopeSentence(calibrationSlope([])), /^insufficient data/);
  const tenth = Array.from({ length: 40 }, (_, i) => followed(0.05, { operator: `${i}` }));
  const { slope } = calibrationSlope(tenth);
  t.true(slope > 0.05 && slope < 0.2, `${slope}`);
  t.is(calibrationSlope(Array.from({ length: 40 }, () => followed(-1))).slope, 0, "never below nothing");
});

test("the bar rises when promises did not come true, and never falls below the usual", (t) => {
  const at = (slope: number) => raisedBar(0.02, { slope, deviation: 0.1, proposals: 9 });
  t.is(at(0.5), 0.02);
  t.is(at(0.1), 0.1);
  t.is(at(1), 0.02);
  t.is(at(0), 0.2);
});

test("rejected proposals tell who was right", (t) => {
  const rejected = (mean: number) => followed(mean, { answer: "rejected" });
  t.regex(rejectionsSentence([]), /^insufficient data/);
  t.regex(
    rejectionsSentence([rejected(1), rejected(-1), rejected(-1), followed(9)]),
    /^3 rejected proposals .*: 1 would have improved, 2 not; the rejections have spared \d+\.\d R$/,
  );
  const hours = { answer: "rejected", periodDays: 1 / 24, differences: Array.from({ length: 48 }, () => 3) } as const;
  t.regex(rejectionsSentence([followed(0, hours)]), /forgone 6\.0 R$/, "two days at 3 R a day");
});

test("the power of two proportions is Fleiss's: 0.3 against 0.02 in forty each is told, 0.15 against 0.10 is not", (t) => {
  t.true(powerToTell(0.3, 0.02, 40) > 0.95);
  t.true(powerToTell(0.15, 0.1, 40) < 0.25);
  t.true(Math.abs(powerToTell(0.3, 0.3, 1_000) - 0.05) < 1e-9, "of equals it is the size of the test");
  t.true(Math.abs(neededToTell(0.15, 0.1) / 540 - 1) < 0.06, "(z.95 + z.80)² with pooled variance: about 540");
  t.regex(
    powerCaveat(10, 8),
    /^10 cycles of 8 proposals tell .* 0\.3 from 0\.02 .*, and do not tell .* 0\.15 from 0\.1 /,
  );
  t.is(powerCaveat(5, 0), "5 cycles without a proposal tell nothing about operators");
});

const SETTINGS: LoopSettings = { tradesBetween: 40, leastFollowed: 30, decay: 0.95 };

test("settings are proposed when stored cycles were better under them, cycle by cycle, and else not", (t) => {
  const random = seededRandom("cycles");
  const luck = Array.from({ length: 40 }, () => normal(random));
  const better = (settings: LoopSettings) =>
    luck.map((each, i) => each + (settings.decay < 0.95 ? 1 + (i % 2) / 2 : 0));
  const { proposal } = proposeSettings(SETTINGS, better);
  t.is(proposal?.after.decay, 0.9);
  t.regex(
    proposal?.sentence ?? "",
    /^decay 0\.95 → 0\.9: 1\.25 R a day more by each of 40 stored cycles, at least 1\.\d+ at 95 %$/,
  );
  const same = proposeSettings(SETTINGS, ({ decay }) =>
    luck.map((each, i) => each + (decay < 0.95 ? luck[39 - i]! : 0)),
  );
  t.is(same.proposal, null);
  t.regex(same.sentence, /^no change of settings; nearest/);
  t.regex(proposeSettings(SETTINGS, () => [1, 2]).sentence, /^insufficient data: 2 of 10 cycles/);
});

test("alternatives stay what settings may be", (t) => {
  for (const decay of [0.5, 0.8, 0.95, 0.999])
    for (const each of alternativesTo({ ...SETTINGS, decay })) {
      t.true(each.decay >= 0.5 && each.decay < 1 && each.tradesBetween >= 10 && each.leastFollowed >= 10);
    }
});

test("loop 3 turns outcomes into the next budget, calibration and bar, and says so with its caveat", (t) => {
  const fresh = OPERATORS.slice(1).flatMap((operator) => [followed(-0.2, { operator }), followed(-0.3, { operator })]);
  const all = [...fresh, ...Array.from({ length: 6 }, () => followed(0.5))];
  const input = {
    operators: OPERATORS,
    records: {},
    fresh: all,
    followed: all,
    budget: USUAL_BUDGET,
    leastFollowed: 30,
    usualBar: 0.02,
    cycles: 10,
    proposalsACycle: 8,
  };
  const outcome = metaCycle({ ...input, random: seededRandom(3) });
  t.true(outcome.shares["jitter"]! > 0.6);
  t.is(outcome.calibration.proposals, 12);
  t.deepEqual(metaCycle({ ...input, random: seededRandom(3) }), outcome, "the same gives the same");
  t.is(outcome.sentences.length, 4);
  t.regex(outcome.sentences[0] ?? "", /^the budget goes to jitter \d+ %/);
});

const NOW: LoopSettings = { tradesBetween: 40, leastFollowed: 30, decay: 0.95 };
const stored = (n: number, of: (cycle: number) => readonly Followed[]): readonly StoredCycle[] =>
  Array.from({ length: n }, (_, cycle) => ({ proposals: of(cycle) }));

test("stored cycles lived again: what an operator that earns proposes weighs more the longer it did", (t) => {
  const cycles = stored(30, () => [followed(0.5), followed(-0.2, { operator: OPERATORS[1]! })]);
  const worth = livedAgain(cycles, OPERATORS, NOW)(NOW);
  t.is(worth.length, 30);
  t.true(worth.slice(-10).reduce((a, b) => a + b, 0) > worth.slice(0, 10).reduce((a, b) => a + b, 0));
  t.deepEqual(livedAgain(cycles, OPERATORS, NOW)(NOW), worth, "the same gives the same");
});

test("cycles twice as far apart are half as many; more of them than there were is never claimed to be better", (t) => {
  const replay = livedAgain(
    stored(20, () => [followed(0.5)]),
    OPERATORS,
    NOW,
  );
  const rarer = replay({ ...NOW, tradesBetween: 80 });
  t.is(rarer.filter((each) => each !== 0).length, 10);
  t.deepEqual(replay({ ...NOW, tradesBetween: 20 }), replay(NOW));
});

test("who was right is asked of what was rejected alone: what waits or expired is nobody's word", (t) => {
  const open = followed(0.5, { answer: "open" });
  t.regex(rejectionsSentence([open, open]), /^insufficient data/);
  t.regex(rejectionsSentence([open, followed(0.5, { answer: "rejected" })]), /^1 rejected/);
});
