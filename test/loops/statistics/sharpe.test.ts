import test from "ava";
import {
  deflatedSharpe,
  expectedMaximum,
  luckySharpe,
  observationsNeeded,
} from "../../../src/loops/statistics/deflatedSharpe.ts";
import { momentsOf, sharpeOf } from "../../../src/loops/statistics/moments.ts";
import { minTrackRecord, probabilisticSharpe } from "../../../src/loops/statistics/sharpe.ts";
import { meanCorrelation, trialVariance } from "../../../src/loops/statistics/trialVariance.ts";
import { normal, seededRandom } from "../../../src/store/random.ts";

const DAYS = 250;
/** The numerical example of Bailey & López de Prado (2014): annual 2.5 over 1,250 days, skewness −3, kurtosis 10. */
const example = { sharpe: 2.5 / Math.sqrt(DAYS), n: 1_250, skewness: -3, kurtosis: 10 };
const tried = (count: number) => ({ count, variance: 0.5 / DAYS });

test("the deflated Sharpe ratio is that of Bailey and López de Prado's example", (t) => {
  t.is(luckySharpe(tried(100)).toFixed(4), "0.1132");
  t.is(deflatedSharpe(example, tried(100)).toFixed(4), "0.9004");
  t.is(deflatedSharpe(example, tried(46)).toFixed(4), "0.9505");
});

test("a single try owes nothing to luck, and every further one raises the bar", (t) => {
  t.is(expectedMaximum(1), 0);
  t.is(deflatedSharpe(example, tried(1)), probabilisticSharpe(example, 0));
  for (let n = 2; n < 100; n++) t.true(expectedMaximum(n + 1) > expectedMaximum(n));
});

test("the expected maximum is that of so many normal draws (Tippett 1925: 1.54 of 10, 2.51 of 100)", (t) => {
  // The formula is an approximation from extreme values: within 3 % of the exact tables from 10 on.
  t.true(Math.abs(expectedMaximum(10) / 1.53875 - 1) < 0.03);
  t.true(Math.abs(expectedMaximum(100) / 2.50759 - 1) < 0.02);
});

test("the minimum track record is that of Bailey and López de Prado's table (2012): an annual 2 against 1", (t) => {
  const years = (perYear: number, skewness: number, kurtosis: number) =>
    minTrackRecord({ sharpe: 2 / Math.sqrt(perYear), skewness, kurtosis }, 1 / Math.sqrt(perYear), 0.95) / perYear;
  t.is(years(252, 0, 3).toFixed(2), "2.73");
  t.is(years(52, 0, 3).toFixed(2), "2.83");
  t.is(years(12, 0, 3).toFixed(2), "3.24");
  t.is(years(12, -0.72, 5.78).toFixed(2), "4.99");
});

test("at the minimum track record the probabilistic ratio is just what was asked for", (t) => {
  const sample = { sharpe: 0.2, skewness: -0.5, kurtosis: 5 };
  const n = minTrackRecord(sample, 0.05, 0.95);
  t.true(Math.abs(probabilisticSharpe({ ...sample, n }, 0.05) - 0.95) < 1e-12);
  t.is(minTrackRecord(sample, 0.2, 0.95), Number.POSITIVE_INFINITY);
});

test("with as many observations as are said to be needed the deflated ratio passes, and with fewer it does not", (t) => {
  const sample = { sharpe: 0.15, n: 200, skewness: 0, kurtosis: 6 };
  const needed = observationsNeeded(sample, { count: 50, variance: 1 / 199 }, 0.95);
  const at = (n: number) => deflatedSharpe({ ...sample, n }, { count: 50, variance: 1 / n });
  t.true(at(needed + 2) >= 0.95);
  t.true(at(needed - 10) < 0.95);
  t.is(observationsNeeded({ ...sample, sharpe: 0 }, { count: 50, variance: 1 / 199 }, 0.95), Number.POSITIVE_INFINITY);
});

test("neither relatives of a true edge nor what fees ruin raise the bar that it has to pass: luck goes as far as without them", (t) => {
  const random = seededRandom("tries");
  const tries = (edges: readonly number[], n = 400) =>
    edges.map((edge) => Float64Array.from({ length: n }, () => edge + normal(random)));
  const nothing = Array.from({ length: 200 }, () => 0);
  const apart = nothing.map((_, i) => (i < 40 ? 0.4 : i < 120 ? 0 : -0.8));
  const plain = momentsOf(apart).deviation ** 2;
  const [alone, among] = [trialVariance(tries(nothing)), trialVariance(tries(apart))];
  t.true(Math.abs(alone * 400 - 1) < 0.35, `${alone * 400}: that of sampling where nothing earns`);
  t.true(Math.abs(among / alone - 1) < 0.35, `${among} against ${alone}`);
  t.true(among < plain / 20);
});

test("results that hang together in time, and so lie more widely, raise the bar as they should", (t) => {
  const random = seededRandom("streaks");
  const streak = () => {
    let r = 0;
    return Float64Array.from({ length: 400 }, () => (r = 0.8 * r + normal(random)));
  };
  const variance = trialVariance(Array.from({ length: 200 }, streak));
  t.true(variance * 400 > 3, `${variance * 400} times that of sampling`);
});

test("too few tries, too short ones and those that do not move leave what sampling alone brings", (t) => {
  const random = seededRandom("few");
  const rows = (count: number, n: number) =>
    Array.from({ length: count }, () => Float64Array.from({ length: n }, () => normal(random)));
  t.is(trialVariance([]), 0);
  for (const few of [rows(3, 100), rows(50, 19), Array.from({ length: 50 }, () => new Float64Array(100))]) {
    const n = few[0]!.length;
    t.true(Math.abs(trialVariance(few) * (n - 1) - 1) < 0.2, `${few.length} of ${n}`);
  }
});

test("the mean correlation of rows is that of their pairs", (t) => {
  const random = seededRandom(1);
  const rows = Array.from({ length: 4 }, () => Float64Array.from({ length: 300 }, () => normal(random)));
  for (let at = 0; at < 300; at++) rows[1]![at]! += rows[0]![at]!;
  const z = rows.map((row) => {
    const { mean } = momentsOf(row);
    const deviation = Math.sqrt(row.reduce((sum, each) => sum + (each - mean) ** 2, 0) / row.length);
    return row.map((each) => (each - mean) / deviation);
  });
  let [sum, pairs] = [0, 0];
  for (let a = 0; a < 4; a++)
    for (let b = 0; b < a; b++) {
      sum += z[a]!.reduce((total, each, i) => total + each * z[b]![i]!, 0) / 300;
      pairs += 1;
    }
  t.true(Math.abs(meanCorrelation(rows) - sum / pairs) < 1e-12);
  t.is(meanCorrelation([rows[0]!, new Float64Array(300)]), 0, "what does not move correlates with nothing");
});

test("moments are those of a sample worked out by hand", (t) => {
  const moments = momentsOf([2, 4, 4, 4, 5, 5, 7, 9]);
  t.like(moments, { n: 8, mean: 5, skewness: 0.65625, kurtosis: 2.78125 });
  t.is(moments.deviation, Math.sqrt(32 / 7));
  t.is(sharpeOf(momentsOf([1, 1, 1])), 0, "without spread there is no ratio");
});
