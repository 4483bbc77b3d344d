import test from "ava";
import * as fc from "fast-check";
import { fillFrom } from "../../../../src/agent/strategy/indicators/indicator.ts";
import { INDICATORS } from "../../../../src/agent/strategy/indicators/table.ts";
import { sliceColumns } from "../../../../src/store/market/columns.ts";
import { FUNCTIONS } from "../../../../src/store/rules/functions.ts";
import { columnsOf, walk } from "../walk.ts";
import { constantsOf } from "./examples.ts";

const LENGTH = 300;
/** Two of the longest warm-ups in examples.ts: by then nothing of a gap is left in any window. */
const RECOVERED = 60;

/** Where the input is missing: a gap of any length, also at the very beginning, and sometimes a second one. */
const gaps = fc.array(fc.tuple(fc.nat(LENGTH - 1), fc.integer({ min: 1, max: 120 })), { minLength: 1, maxLength: 2 });

for (const indicator of INDICATORS.values()) {
  const { name } = indicator;
  const readsInput = FUNCTIONS.get(name)?.arguments.some(({ kind }) => kind === "number") ?? false;
  test(`${name} over random series with gaps: the same bits in any pieces, unknown in the gap, known again after it`, (t) => {
    const law = fc.property(fc.integer(), gaps, fc.array(fc.integer({ min: 1, max: 90 })), (seed, missing, pieces) => {
      const candles = walk(seed, LENGTH);
      const columns = columnsOf(candles);
      const input = Float64Array.from(columns.close);
      for (const [from, count] of missing) input.fill(Number.NaN, from, from + count);
      const constants = constantsOf(name);
      const one = indicator.make(...constants);
      const streamed = candles.map((candle, row) => one.next(input[row] ?? Number.NaN, candle));
      const other = indicator.make(...constants);
      const filled = new Float64Array(LENGTH);
      let from = 0;
      for (const piece of [...pieces, LENGTH]) {
        const block = sliceColumns(columns, from, Math.min(LENGTH, from + piece));
        fillFrom(other, input.subarray(from), filled.subarray(from, from + block.length), block);
        from += block.length;
      }
      t.deepEqual(filled, Float64Array.from(streamed));
      if (!readsInput) return;
      let whole = 0;
      for (const [row, value] of streamed.entries()) {
        whole = Number.isNaN(input[row]) ? 0 : whole + 1;
        if (whole === 0) t.true(Number.isNaN(value), `row ${row} of a gap`);
        if (whole > RECOVERED) t.true(Number.isFinite(value), `row ${row}, ${whole} after a gap`);
      }
    });
    fc.assert(law, { numRuns: 15 });
  });
}
