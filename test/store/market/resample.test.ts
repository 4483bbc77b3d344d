import test from "ava";
import { toCandles, toColumns } from "../../../src/store/market/columns.ts";
import { resample } from "../../../src/store/market/resample.ts";
import { MINUTE_MS } from "../../../src/store/time.ts";

const START = Date.UTC(2026, 0, 1);
const minutes = (...at: readonly number[]) =>
  toColumns(
    at.map((minute) => ({
      ts: START + minute * MINUTE_MS,
      open: 100 + minute,
      high: 110 + minute,
      low: 90 - minute,
      close: 101 + minute,
      volume: 2,
    })),
  );

test("five minutes are the first open, the highest, the lowest, the last close and all of the volume", (t) => {
  const [first, second, ...more] = toCandles(resample(minutes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), MINUTE_MS, 5 * MINUTE_MS));
  t.deepEqual(first, { ts: START, open: 100, high: 114, low: 86, close: 105, volume: 10 });
  t.deepEqual(second, { ts: START + 5 * MINUTE_MS, open: 105, high: 119, low: 81, close: 110, volume: 10 });
  t.deepEqual(more, []);
});

test("a candle that is not over is not shown", (t) => {
  t.is(resample(minutes(0, 1, 2, 3, 4, 5, 6, 7, 8), MINUTE_MS, 5 * MINUTE_MS).length, 1);
  t.is(resample(minutes(0, 1, 2, 3), MINUTE_MS, 5 * MINUTE_MS).length, 0);
});

test("what has gaps is made of what there is, and a gap of a whole candle is none", (t) => {
  const made = toCandles(resample(minutes(1, 3, 14), MINUTE_MS, 5 * MINUTE_MS));
  t.deepEqual(
    made.map(({ ts, open, volume }) => [(ts - START) / MINUTE_MS, open, volume]),
    [
      [0, 101, 4],
      [10, 114, 2],
    ],
  );
});

test("candles cannot be made of longer ones, nor of a length that does not divide theirs", (t) => {
  t.throws(() => resample(minutes(0), 5 * MINUTE_MS, MINUTE_MS), { instanceOf: RangeError });
  t.throws(() => resample(minutes(0), 2 * MINUTE_MS, 5 * MINUTE_MS), { instanceOf: RangeError });
  const same = minutes(0, 1);
  t.is(resample(same, MINUTE_MS, MINUTE_MS), same);
});
