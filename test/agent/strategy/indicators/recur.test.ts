import test from "ava";
import * as fc from "fast-check";
import { ema } from "../../../../src/agent/strategy/indicators/ema.ts";
import { recurAll } from "../../../../src/agent/strategy/indicators/recur.ts";
import { rma } from "../../../../src/agent/strategy/indicators/rma.ts";
import { candleAt } from "../../../../src/store/market/columns.ts";
import { columnsOf, walk } from "../walk.ts";

const columns = columnsOf(walk(3, 60));
const value = fc.oneof({ weight: 5, arbitrary: fc.double({ min: -1e6, max: 1e6 }) }, fc.constant(Number.NaN));
const mean = fc.record({
  make: fc.constantFrom(
    (n: number) => ema.make(n),
    (n: number) => rma.make(n),
  ),
  n: fc.integer({ min: 1, max: 30 }),
  input: fc.array(value, { minLength: 60, maxLength: 60 }),
});

test("running means that are carried together have the bits of each alone, over gaps and from block to block", (t) => {
  const law = fc.property(fc.array(mean, { maxLength: 7 }), fc.integer({ min: 1, max: 59 }), (means, cut) => {
    const outs = means.map(() => new Float64Array(60));
    const steps = means.map(({ make, n }) => make(n));
    for (const [from, to] of [
      [0, cut],
      [cut, 60],
    ] as const) {
      const block = { ...columns, length: to - from };
      const started = steps.map((step, index) => {
        const input = Float64Array.from(means[index]!.input.slice(from, to));
        return step.start!(input, outs[index]!.subarray(from, to), block);
      });
      recurAll(started, block.length);
    }
    const alone = means.map(({ make, n, input }) => {
      const step = make(n);
      return Float64Array.from(input, (x, row) => step.next(x, candleAt(columns, row)));
    });
    t.deepEqual(outs, alone);
  });
  fc.assert(law, { numRuns: 300, seed: 11 });
});
