import { readFileSync } from "node:fs";
import test from "ava";
import * as fc from "fast-check";
import { type Tape, tapeOf } from "../../../../src/agent/strategy/backtest/tape.ts";
import { lookAheadOf, type TapeSource } from "../../../../src/agent/strategy/honesty/lookAhead.ts";
import { warmUpOf } from "../../../../src/agent/strategy/honesty/warmUp.ts";
import type { CandleColumns } from "../../../../src/store/market/candle.ts";
import { readRules } from "../../../../src/store/rules/read.ts";
import { validateRule } from "../../../../src/store/rules/validate.ts";
import { ruleWith } from "../rule.ts";
import { columnsOf, walk } from "../walk.ts";

const columns = columnsOf(walk(2027, 6_000));
const cuts = fc.sample(fc.integer({ min: 1, max: columns.length }), { numRuns: 25, seed: 9 });
const shipped = readRules(
  readFileSync(new URL("../../../../../rules/starter.yaml", import.meta.url), "utf8"),
  "starter",
);

const STARTS = [100, 501, 1_777, 2_500];

for (const rule of shipped.map(validateRule)) {
  const source: TapeSource = (all) => tapeOf(rule, all);
  test(`${rule.document.id} says the same when the future is taken away`, (t) => {
    t.true(source(columns).entries.rows.length > 5);
    t.deepEqual(lookAheadOf(source, columns, cuts), []);
  });

  test(`${rule.document.id} says the same wherever its candles begin, after five times its warm-up`, (t) => {
    const { entries, differing } = warmUpOf(source, columns, 5 * rule.warmupBars, STARTS);
    t.true(entries > 20, `only ${entries}`);
    t.is(differing, 0);
  });
}

/** Something that says yes on those rows, with a stop of that distance there. */
const cheating =
  (says: (all: CandleColumns, row: number) => boolean, stop: (all: CandleColumns, row: number) => number): TapeSource =>
  (all): Tape => {
    const rows = Array.from(all.close.keys()).filter((row) => says(all, row));
    return {
      entries: {
        rows,
        stopDistances: rows.map((row) => stop(all, row)),
        targetDistances: null,
        volatilities: null,
        evidence: null,
      },
      when: null,
      trail: null,
      additions: null,
    };
  };
const rises = ({ close }: CandleColumns, row: number) => (close[row] ?? 0) > (close[row - 1] ?? 0);

const CHEATS: Readonly<Record<string, TapeSource>> = {
  "the next close": cheating(
    ({ close }, row) => (close[row + 1] ?? 0) > (close[row] ?? 0),
    () => 1,
  ),
  "the mean of all candles": cheating(
    ({ close }, row) => {
      const mean = close.reduce((sum, each) => sum + each, 0) / close.length;
      return (close[row] ?? 0) > mean;
    },
    () => 1,
  ),
  "a stop below the lowest price to come": cheating(
    rises,
    ({ close, low }, row) => (close[row] ?? 0) - Math.min(...low.subarray(row, row + 50)),
  ),
};
for (const [name, cheat] of Object.entries(CHEATS)) {
  test(`a strategy that looks at ${name} is caught, with the row`, (t) => {
    const found = lookAheadOf(cheat, columns, cuts);
    t.true(found.length > 0);
    for (const { cut, row } of found) t.true(row < cut);
  });
}

test("an honest strategy of that kind is not", (t) => {
  t.deepEqual(
    lookAheadOf(
      cheating(rises, () => 1),
      columns,
      cuts,
    ),
    [],
  );
});

test("a strategy whose averages have not forgotten where they began is told of", (t) => {
  const slow = ruleWith({ entry: "crossover(close, ema(close, 400))", warmupBars: 1 });
  const source: TapeSource = (all) => tapeOf(slow, all);
  t.true(warmUpOf(source, columns, 10, STARTS).differing > 0);
  t.is(warmUpOf(source, columns, 5_000, [0]).differing, 0);
});
