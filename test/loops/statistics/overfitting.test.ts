import test from "ava";
import { combinations } from "../../../src/loops/statistics/combinations.ts";
import { meanOf } from "../../../src/loops/statistics/moments.ts";
import { overfitting } from "../../../src/loops/statistics/overfitting.ts";
import { evenBlocks, longestHolding, purgedSplits } from "../../../src/loops/statistics/purgedSplits.ts";
import { drawCounts } from "../../../src/loops/statistics/stationaryBootstrap.ts";
import { superiorAbility } from "../../../src/loops/statistics/superiorAbility.ts";
import { normal, seededRandom } from "../../../src/store/random.ts";

const noise = (seed: string, count: number, length: number, edge = 0): Float64Array[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, k) =>
    Float64Array.from({ length }, () => normal(random) + (k === 0 ? edge : 0)),
  );
};

test("there are as many halves as the binomial coefficient says, each once", (t) => {
  t.is(combinations(10, 5).length, 252);
  t.deepEqual(combinations(3, 2), [
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
});

test("a candidate that is best in every half is not overfit, one that is best by a single block is", (t) => {
  const rows = noise("pbo", 20, 200, 3);
  t.is(overfitting(rows, 10).probability, 0);
  // Each candidate shines in one block and loses in all others: whoever was best in sample did not see his losses.
  const shining = Array.from({ length: 10 }, (_, k) =>
    Float64Array.from({ length: 100 }, (_, i) => (Math.floor(i / 10) === k ? 2 : -1) + (i % 2) / 10),
  );
  t.is(overfitting(shining, 10).probability, 1);
});

test("candidates that do not split evenly into halves are refused, not guessed at", (t) => {
  t.throws(() => overfitting(noise("few", 1, 100), 10), { instanceOf: RangeError });
  t.throws(() => overfitting(noise("odd", 5, 100), 9), { instanceOf: RangeError });
  t.throws(() => overfitting(noise("short", 5, 15), 10), { instanceOf: RangeError });
});

test("nothing that touches a test block, or follows it within the embargo, is learned from", (t) => {
  const trades = [
    { entryAt: 0, exitAt: 5 },
    { entryAt: 8, exitAt: 12 },
    { entryAt: 12, exitAt: 15 },
    { entryAt: 21, exitAt: 22 },
    { entryAt: 26, exitAt: 29 },
  ];
  const splits = purgedSplits(trades, evenBlocks(0, 30, 3), 1, longestHolding(trades));
  t.is(longestHolding(trades), 5);
  const [, middle] = splits;
  t.deepEqual(middle?.test, [2], "tested is what was entered there");
  t.deepEqual(middle?.train, [0, 4], "8-12 reaches into the block, 21 follows it too soon");
  t.is(purgedSplits(trades, evenBlocks(0, 30, 6), 2, 5).length, 15);
});

test("blocks of the stationary bootstrap are as long as they are asked to be, and the draw is complete", (t) => {
  const random = seededRandom("blocks");
  let [ended, drawn] = [0, 0];
  for (let b = 0; b < 200; b++) {
    const counts = drawCounts(200, 8, random);
    t.is(
      counts.reduce((sum, each) => sum + each, 0),
      200,
    );
    drawn += counts.filter((each) => each > 0).length;
    for (let i = 0; i < 200; i++) if (counts[i]! > counts[(i + 1) % 200]!) ended += counts[i]! - counts[(i + 1) % 200]!;
  }
  // Every ended block lowers the count of what follows it; those that are met by a beginning one cannot be told.
  t.true((200 * 200) / ended > 7 && (200 * 200) / ended < 11, `${40_000 / ended}`);
  t.true(drawn > 200 * 110);
});

test("an edge among noise has superior ability, its absence has none, and a hopeless crowd hides neither", (t) => {
  const random = () => seededRandom("spa");
  const edge = noise("edge", 10, 300, 0.3);
  t.true(superiorAbility(edge, random()) < 0.01);
  const hopeless = noise("bad", 200, 300).map((row) => row.map((each) => each - 1));
  t.true(superiorAbility([...edge, ...hopeless], random()) < 0.01, "Hansen's recentering");
  t.true(superiorAbility(noise("none", 10, 300), random()) > 0.05);
  t.is(superiorAbility(hopeless, random()), 1);
  t.true(meanOf(edge[0]!) > 0.2);
});

test("a candidate that is the incumbent is not superior to it", (t) => {
  t.is(superiorAbility([new Float64Array(100)], seededRandom("same")), 1);
});
