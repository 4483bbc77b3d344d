import test from "ava";
import { clusteredMean, clusteredTotal } from "../../../src/loops/statistics/clusteredInterval.ts";
import { normalQuantile } from "../../../src/loops/statistics/normalQuantile.ts";
import { proportion } from "../../../src/loops/statistics/proportion.ts";
import { medianOf, quantileOf } from "../../../src/loops/statistics/quantile.ts";
import { shapley } from "../../../src/loops/statistics/shapley.ts";
import { poolOf, shrink } from "../../../src/loops/statistics/shrinkage.ts";
import { studentCdf, studentQuantile } from "../../../src/loops/statistics/studentT.ts";
import { wilcoxon } from "../../../src/loops/statistics/wilcoxon.ts";
import { cdf } from "../../../src/store/normal.ts";

test("normal quantiles are those that Wichura checked AS 241 with", (t) => {
  t.is(normalQuantile(0.25), -0.6744897501960817);
  t.is(normalQuantile(0.001), -3.090232306167813);
  t.true(Math.abs(normalQuantile(1e-20) + 9.262340089798409) < 1e-12);
  for (let p = 0.001; p < 1; p += 0.001) t.true(Math.abs(cdf(normalQuantile(p)) - p) < 1e-14);
  t.throws(() => normalQuantile(Number.NaN), { instanceOf: RangeError });
});

test("Student's quantiles are those of every table (Fisher & Yates, table III)", (t) => {
  const table = [
    [0.95, 1, 6.314],
    [0.95, 5, 2.015],
    [0.975, 10, 2.228],
    [0.95, 30, 1.697],
    [0.995, 120, 2.617],
  ] as const;
  for (const [p, freedom, value] of table) t.is(studentQuantile(p, freedom).toFixed(3), value.toFixed(3));
  t.true(Math.abs(studentCdf(studentQuantile(0.2, 7), 7) - 0.2) < 1e-12);
});

test("the signed-rank test has the exact tail of Wilcoxon's table: n = 10, T = 10 is 43/1024", (t) => {
  const losses = new Set([1, 2, 3, 4]);
  t.is(wilcoxon(Array.from({ length: 10 }, (_, i) => (losses.has(i + 1) ? -(i + 1) : i + 1))), 43 / 1024);
  t.is(wilcoxon([1, 2, 3, 4, 5]), 1 / 32);
  t.is(wilcoxon([0, 0]), 1);
});

test("beyond the exact table the approximation goes on where it ended", (t) => {
  const signs = (n: number) => Array.from({ length: n }, (_, i) => (i % 3 === 0 ? -(i + 1) : i + 1));
  t.true(Math.abs(wilcoxon(signs(30)) - wilcoxon([...signs(30), 1e-9])) < 0.01);
  t.true(wilcoxon(signs(60)) < 0.02);
});

test("the owner of the only left glove gets two thirds (Shapley & Shubik 1969)", (t) => {
  const shares = shapley(["left", "right 1", "right 2"], (hands) =>
    hands.has("left") && (hands.has("right 1") || hands.has("right 2")) ? 1 : 0,
  );
  const expected = { left: 2 / 3, "right 1": 1 / 6, "right 2": 1 / 6 };
  for (const [who, share] of Object.entries(expected)) t.true(Math.abs((shares.get(who) ?? 0) - share) < 1e-12);
  t.throws(
    () =>
      shapley(
        Array.from({ length: 13 }, (_, i) => i),
        () => 0,
      ),
    { instanceOf: RangeError },
  );
});

test("Wilson's interval is that of Brown, Cai and DasGupta's examples, and has room at nought of ten", (t) => {
  t.is(proportion(0, 10).high.toFixed(4), "0.2775");
  t.is(proportion(5, 10).low.toFixed(4), "0.2366");
  t.is(proportion(0, 10).low, 0);
});

test("groups without a difference of their own are believed to be one, far ones to be themselves", (t) => {
  const alike = [0.1, 0.12, 0.09].map((mean) => ({ n: 20, mean, variance: 1 }));
  // One mean of sixty results of variance 1.
  t.like(shrink(alike[1]!, poolOf(alike)), { weight: 0, deviation: Math.sqrt(1 / 60) });
  const [alone] = alike;
  t.is(shrink(alone!, poolOf([alone!])).deviation, Math.sqrt(1 / 20), "one alone is no surer than its own results");
  t.true(Math.abs(shrink(alike[1]!, poolOf(alike)).mean - 0.31 / 3) < 1e-12);
  const apart = [-1, 0, 1].map((mean) => ({ n: 400, mean, variance: 1 }));
  const { mean, weight } = shrink(apart[2]!, poolOf(apart));
  t.true(weight > 0.99 && mean > 0.99);
  // Q = 800, C = (1200 − 400) = 800: τ² = (800 − 2)/800.
  t.true(Math.abs(poolOf(apart).between - 798 / 800) < 1e-12);
  t.is(shrink({ n: 0, mean: 9, variance: 0 }, poolOf(apart)).mean, 0, "without trades it is the others' mean");
});

test("a clustered interval of one value a day is Student's own", (t) => {
  const values = [1, 2, 3, 4, 5].map((value) => ({ day: `d${value}`, value }));
  const { mean, low, high } = clusteredMean(values, 0.9);
  const half = 2.1318467863266495 * Math.sqrt(2.5 / 5);
  t.is(mean, 3);
  t.true(Math.abs(low - (3 - half)) < 1e-9 && Math.abs(high - (3 + half)) < 1e-9);
});

test("what repeats within a day is no further evidence", (t) => {
  const once = [1, -2, 3, -4].map((value, day) => ({ day: `${day}`, value }));
  const thrice = once.flatMap((each) => [each, each, each]);
  t.is(clusteredMean(thrice, 0.9).low.toFixed(9), clusteredMean(once, 0.9).low.toFixed(9));
  t.is(clusteredTotal([{ day: "1", value: 3 }], 0.9).low, Number.NEGATIVE_INFINITY, "one day has no spread");
});

test("quantiles lie straight between the values", (t) => {
  t.is(quantileOf([4, 1, 3, 2], 0.25), 1.75);
  t.is(quantileOf([7], 0.9), 7);
  t.is(medianOf([9, 1, 2, 4]), 3);
});
