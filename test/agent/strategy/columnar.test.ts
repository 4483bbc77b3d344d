import { readFileSync } from "node:fs";
import test from "ava";
import * as fc from "fast-check";
import { BLOCK, blocksOf, ColumnProgram } from "../../../src/agent/strategy/columnar.ts";
import { tapeOf } from "../../../src/agent/strategy/backtest/tape.ts";
import { compileRule } from "../../../src/agent/strategy/compile.ts";
import { finderOf, pointOf } from "../../../src/agent/strategy/onRows.ts";
import { TRUE } from "../../../src/agent/strategy/operators.ts";
import { Program } from "../../../src/agent/strategy/program.ts";
import { SharedColumns } from "../../../src/agent/strategy/sharedColumns.ts";
import { checkExpression } from "../../../src/store/rules/check.ts";
import { type Expression, SERIES } from "../../../src/store/rules/expression.ts";
import { type Argument, FUNCTIONS } from "../../../src/store/rules/functions.ts";
import { parseExpression } from "../../../src/store/rules/parse.ts";
import { readRules } from "../../../src/store/rules/read.ts";
import { validateRule, withParams } from "../../../src/store/rules/validate.ts";
import { ruleWith } from "./rule.ts";
import { columnsOf, walk } from "./walk.ts";

/** More than one block of the columnar program, so that what crosses from one to the next is tried too. */
const candles = walk(17, 5_000);
const columns = columnsOf(candles);
const params = new Map([
  ["fast", 5],
  ["k", 1.5],
]);

const length = fc.constantFrom("2", "9", "fast", "fast * 2");
const constant = fc.constantFrom("2", "k");
const { number, condition } = fc.letrec<{ number: string; condition: string }>((tie) => {
  const argument = ({ kind }: Argument): fc.Arbitrary<string> =>
    kind === "number" ? tie("number") : kind === "length" ? length : constant;
  const calls = (result: string) =>
    fc
      .constantFrom(...[...FUNCTIONS.values()].filter((each) => each.result === result))
      .chain(({ name, arguments: all }) =>
        fc.tuple(...all.map(argument)).map((given) => `${name}(${given.join(", ")})`),
      );
  const pairs = (part: "number" | "condition", operators: readonly string[]) =>
    fc.tuple(tie(part), fc.constantFrom(...operators), tie(part)).map((each) => `(${each.join(" ")})`);
  return {
    number: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(...SERIES.keys(), "1", "0.5", "fast", "k"),
      calls("number"),
      pairs("number", ["+", "-", "*", "/"]),
      tie("number").map((each) => `-${each}`),
      fc.tuple(fc.constantFrom("15m", "1h", "1d"), tie("number")).map(([length, each]) => `htf(${length}, ${each})`),
      fc.tuple(tie("number"), fc.constantFrom(1, 3, 2_500)).map(([each, bars]) => `(${each})[${bars}]`),
    ),
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      pairs("number", ["<", "<=", ">", ">=", "==", "!="]),
      calls("boolean"),
      pairs("condition", ["and", "or"]),
      tie("condition").map((each) => `(not ${each})`),
      tie("condition").map((each) => `htf(1h, ${each})`),
      fc.tuple(tie("condition"), fc.constantFrom(1, 7)).map(([each, bars]) => `(${each})[${bars}]`),
    ),
  };
});

/** What is asked on single rows, asked on all of them. */
function byRow(expression: Expression): Float64Array {
  const program = new ColumnProgram(params, columns);
  const point = pointOf(expression, program);
  const values = new Float64Array(columns.length);
  for (const { block, from } of blocksOf(columns)) {
    program.fill(block, from);
    for (let row = 0; row < block.length; row++) values[from + row] = point(row);
  }
  return values;
}

function rowsOf(condition: Expression): readonly number[] {
  const program = new ColumnProgram(params, columns);
  const find = finderOf(condition, program);
  const [all, rows] = [[] as number[], new Int32Array(BLOCK)];
  for (const { block, from } of blocksOf(columns)) {
    program.fill(block, from);
    const found = find(block.length, rows);
    all.push(...Array.from(rows.subarray(0, found), (row) => from + row));
  }
  return all;
}

test("the rows of a crossing, alone or among other conditions, are those on which it holds candle by candle", (t) => {
  for (const text of [
    "crossover(close, sma(close, 9))",
    "crossunder(ema(close, fast), ema(close, 30))",
    "close > ema(close, 50) and crossover(close, open[1]) and not (hour < 3)",
    "crossunder(close, open) and crossover(high, high[1])",
    "crossover(ema(close, 3), sma(close, 40)[30])",
  ]) {
    const expression = parseExpression(text);
    checkExpression(expression, { params, expected: "boolean" });
    const streaming = new Program(params, 300_000);
    const cell = streaming.add(expression);
    const held = candles.flatMap((candle, row) => {
      streaming.next(candle);
      return cell.value === TRUE ? [row] : [];
    });
    t.true(held.length > 5, text);
    t.deepEqual(rowsOf(expression), held, text);
  }
});

test("whatever the language can say has the same bits by columns and candle by candle", (t) => {
  const kinds = fc.oneof(
    number.map((text) => ({ text, expected: "number" as const })),
    condition.map((text) => ({ text, expected: "boolean" as const })),
  );
  let tried = 0;
  const law = fc.property(kinds, ({ text, expected }) => {
    // htf may not stand within htf: all but the outermost go.
    fc.pre(text.length < 2_000 && !/htf\(\d+[mhd], .*htf/.test(text));
    const expression = parseExpression(text);
    checkExpression(expression, { params, expected });
    const streaming = new Program(params, 300_000);
    const cell = streaming.add(expression);
    const wanted = candles.map((candle) => {
      streaming.next(candle);
      return cell.value;
    });
    const columnar = new ColumnProgram(params, columns, new SharedColumns(columns.length, 1 << 24));
    const whole = columnar.add(expression);
    const found = new Float64Array(columns.length);
    for (const { block, from } of blocksOf(columns)) {
      columnar.fill(block, from);
      found.set(whole.values.subarray(0, block.length), from);
    }
    t.deepEqual(found, Float64Array.from(wanted), text);
    t.deepEqual(byRow(expression), found, `${text}, asked row by row`);
    if (expected === "boolean") {
      const held = [...found.keys()].filter((row) => found[row] === TRUE);
      t.deepEqual(rowsOf(expression), held, `rows of ${text}`);
    }
    tried++;
  });
  fc.assert(law, { numRuns: 200, seed: 5 });
  t.true(tried > 100);
});

const text = readFileSync(new URL("../../../../rules/starter.yaml", import.meta.url), "utf8");
for (const rule of readRules(text, "starter.yaml").map(validateRule)) {
  test(`the tape of ${rule.document.id} says what the running rule says`, (t) => {
    const tape = tapeOf(rule, columns, { evidence: true });
    const evaluator = compileRule(rule);
    const { rows, stopDistances, targetDistances, volatilities, evidence } = tape.entries;
    t.true(rows.length > 5);
    const leaves = new Set(tape.when);
    let entry = 0;
    for (const [row, candle] of candles.entries()) {
      const readings = evaluator.next(candle);
      t.is(rows[entry] === row, readings.entry, `row ${row}`);
      t.is(leaves.has(row), readings.exitWhen, `row ${row}`);
      if (tape.trail !== null) t.true(Object.is(tape.trail[row], readings.trailDistance), `row ${row}`);
      if (!readings.entry) continue;
      t.is(stopDistances[entry], readings.stopDistance);
      t.is(targetDistances?.[entry] ?? null, readings.targetDistance);
      t.is(volatilities?.[entry] ?? null, readings.volatility);
      t.deepEqual(evidence?.[entry], readings.evidence);
      entry++;
    }
    t.is(entry, rows.length);
  });
}

test("columns that several parameter sets share are what each would have worked out alone", (t) => {
  const rule = ruleWith({
    entry: "crossover(ema(close, fast), ema(close, slow)) and rsi(close, 14) > 40",
    params: { fast: { value: 5, min: 2, max: 20 }, slow: { value: 20, min: 10, max: 50 } },
    exit: { stop: "2 * atr(14)" },
  });
  const shared = new SharedColumns(columns.length, 1 << 26);
  const tight = new SharedColumns(columns.length, columns.length * 8);
  for (const [fast, slow] of [
    [5, 20],
    [5, 30],
    [8, 30],
  ] as const) {
    const varied = withParams(rule, { fast, slow });
    const alone = tapeOf(varied, columns);
    t.true(alone.entries.rows.length > 10);
    t.deepEqual(tapeOf(varied, columns, { shared }), alone);
    t.deepEqual(tapeOf(varied, columns, { shared: tight }), alone);
  }
});

test("a value outside of its bounds, or of no parameter, varies nothing", (t) => {
  const rule = ruleWith({ entry: "close > sma(close, n)", params: { n: { value: 5, min: 2, max: 20 } } });
  t.is(withParams(rule, { n: 20 }).warmupBars, 20);
  t.throws(() => withParams(rule, { n: 21 }), { message: /params\.n: 21 lies outside of 2 to 20/ });
  t.throws(() => withParams(rule, { m: 3 }), { message: /no such parameter; did you mean 'n'\?/ });
});
