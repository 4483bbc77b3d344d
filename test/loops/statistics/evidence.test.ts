import test from "ava";
import { CUSUM_LIMIT, cusum, cusumLimit, runLength } from "../../../src/loops/statistics/cusum.ts";
import { alarmOf, freshEDetector, watch } from "../../../src/loops/statistics/eDetector.ts";
import { bet, freshEProcess, shareOfProof, valueOf } from "../../../src/loops/statistics/eProcess.ts";
import { deviationOf, freshSwing, swung } from "../../../src/loops/statistics/swing.ts";
import { normal, seededRandom } from "../../../src/store/random.ts";

test("without an edge the evidence stays what it was on average, over all ways a fair coin can fall", (t) => {
  let sum = 0;
  for (let way = 0; way < 2 ** 10; way++) {
    let process = freshEProcess;
    for (let i = 0; i < 10; i++) process = bet(process, way & (1 << i) ? 1.5 : -1.5);
    sum += valueOf(process);
  }
  t.true(Math.abs(sum / 2 ** 10 - 1) < 1e-12);
});

test("one gain, however large, proves little, and one loss takes away what it is worth; no detector alarms for one result", (t) => {
  t.is(valueOf(bet(freshEProcess, 1e9)), valueOf(bet(freshEProcess, 3)));
  t.is(valueOf(bet(freshEProcess, -1e9)), 0);
  t.true(valueOf(bet(freshEProcess, -8)) < valueOf(bet(freshEProcess, -3)));
  t.true(
    alarmOf(watch(freshEDetector, 1e9)) === 0 && alarmOf(watch(watch(freshEDetector, 1e9), -3)) > 1,
    "it begins anew",
  );
  t.true(alarmOf(watch(freshEDetector, -1e9)) < 2);
});

test("the way to a proof goes from nothing to all", (t) => {
  t.is(shareOfProof(freshEProcess, 0.05), 0);
  let process = freshEProcess;
  for (let i = 0; i < 100; i++) process = bet(process, 1);
  t.is(shareOfProof(process, 0.05), 1);
});

test("a detector forgets a good past: the same losses alarm after ten thousand gains", (t) => {
  const after = (gains: number) => {
    let detector = freshEDetector;
    for (let i = 0; i < gains; i++) detector = watch(detector, 1);
    for (let i = 0; i < 25; i++) detector = watch(detector, -1);
    return alarmOf(detector);
  };
  t.true(after(10_000) > 20);
  t.true(after(10_000) <= after(0) && after(10_000) >= after(0) / 2);
});

test("the run length of the sum is that of Montgomery's table: k = 0.5, h = 5, shift 1 is found after 10.4", (t) => {
  const random = seededRandom("cusum");
  let found = 0;
  for (let run = 0; run < 4_000; run++) for (let sum = 0; sum <= 5; found++) sum = cusum(sum, normal(random), 1);
  t.true(Math.abs(found / 4_000 - 10.4) < 0.3, `${found / 4_000}`);
});

test("good results alarm after as long as Siegmund's formula says: 938 of them for k = 0.5, h = 5 (Montgomery, 9.1)", (t) => {
  t.true(Math.abs(runLength(5, 0.5) - 938.2) < 0.1);
});

test("a promise that is small beside the swing is given as much more room as leaves the false alarms as rare", (t) => {
  t.is(cusumLimit(0.3, 1), CUSUM_LIMIT);
  t.is(cusumLimit(2, 1), CUSUM_LIMIT, "a large one no less than was measured");
  t.is(cusumLimit(0.6, 2), 2 * CUSUM_LIMIT);
  const limits = [0.3, 0.2, 0.1, 0.02].map((promise) => cusumLimit(promise, 1));
  t.deepEqual(
    limits,
    limits.toSorted((a, b) => a - b),
  );
  for (const [i, promise] of [0.3, 0.2, 0.1, 0.02].entries()) {
    const wanted = runLength(CUSUM_LIMIT, 0.15);
    t.true(Math.abs(runLength(limits[i]!, promise / 2) / wanted - 1) < 1e-6, `${promise}`);
  }
});

test("who gains 4.2 R once in four and else loses 1 R earns, and is seen to, where results are clipped by their own swing", (t) => {
  const after = (most: number) => {
    let [process, detector, turned] = [freshEProcess, freshEDetector, 0];
    for (let i = 0; i < 800; i++) {
      const r = i % 4 === 3 ? 4.2 : -1;
      [process, detector] = [bet(process, r, most), watch(detector, r, most)];
      turned = Math.max(turned, alarmOf(detector));
    }
    return { earns: valueOf(process), turned };
  };
  t.true(after(6.75).earns > 20, `${after(6.75).earns}`);
  t.true(after(3).earns < 1, "at 3 R it seems to earn nothing");
  t.true(after(6.75).turned < after(3).turned);
});

test("losses of the expected size take the sum to its limit, gains keep it at nothing", (t) => {
  let [sum, n] = [0, 0];
  for (; sum <= CUSUM_LIMIT; n++) sum = cusum(sum, -0.3, 0.3);
  t.is(n, 36);
  t.is(cusum(0, 1, 0.3), 0);
});

test("results that swing twice as widely, of a promise twice as large, are judged as the same results halved", (t) => {
  const random = seededRandom("scale");
  let [sum, double] = [0, 0];
  for (let i = 0; i < 500; i++) {
    const r = normal(random) * 2 - 0.2;
    [sum, double] = [cusum(sum, r, 0.3), cusum(double, 2 * r, 0.6, 2)];
    t.true(Math.abs(double - 2 * sum) < 1e-9);
  }
});

test("a deviation is believed to be one R, never less, until enough trades say more; one wild trade does not", (t) => {
  const random = seededRandom("swing");
  const after = (n: number, sigma: number) =>
    deviationOf(Array.from({ length: n }, () => sigma * normal(random)).reduce(swung, freshSwing()));
  t.is(deviationOf(freshSwing()), 1);
  t.is(deviationOf(freshSwing(2.2)), 2.2, "unless a backtest says more");
  t.is(deviationOf(freshSwing(100)), 2.5, "within reason");
  t.is(after(1_000, 0.3), 1);
  t.true(after(10, 2) < 1.8, "ten trades are few");
  t.true(Math.abs(after(1_000, 2) - 2) < 0.15);
  t.true(deviationOf(swung(freshSwing(), 1_000)) < 1.2);
});
