import test from "ava";
import { compileRule } from "../../../src/agent/strategy/compile.ts";
import { columnOf } from "../../../src/agent/strategy/indicators/indicator.ts";
import { ema } from "../../../src/agent/strategy/indicators/ema.ts";
import { SERIES } from "../../../src/store/rules/expression.ts";
import { FUNCTIONS } from "../../../src/store/rules/functions.ts";
import type { Candle } from "../../../src/store/market/candle.ts";
import { ruleWith } from "./rule.ts";
import { columnsOf, walk } from "./walk.ts";

const closing = (...closes: number[]): Candle[] =>
  closes.map((close, index) => ({ ts: index, open: close, high: close, low: close, close, volume: 1 }));
function fires(entry: string, candles: readonly Candle[]): boolean[] {
  const evaluator = compileRule(ruleWith({ entry, warmupBars: 0 }));
  return candles.map((candle) => evaluator.next(candle).entry);
}
const [yes, no] = [true, false];
const firing = test.macro((t, entry: string, closes: number[], expected: boolean[]) => {
  t.deepEqual(fires(entry, closing(...closes)), expected);
});

test(
  "a crossover needs the step across, and touching is below",
  firing,
  "crossover(close, 2)",
  [1, 2, 3, 4, 2, 3],
  [no, no, yes, no, no, yes],
);
test("a crossunder is the mirror", firing, "crossunder(close, 2)", [3, 2, 1, 0, 2, 1], [no, no, yes, no, no, yes]);
test(
  "[n] is the value n candles ago, and nothing before that",
  firing,
  "close > close[2]",
  [1, 2, 3, 2],
  [no, no, yes, no],
);
test("a condition can be looked back at", firing, "(close > 2)[1]", [3, 1, 3], [no, yes, no]);
test(
  "an unknown number makes every comparison false",
  firing,
  "sma(close, 3) != 0 or sma(close, 3) <= 9",
  [1, 2, 3],
  [no, no, yes],
);
test("division by zero is unknown, not infinite", firing, "1 / (close - 2) > 0", [1, 2, 3], [no, no, yes]);
test(
  "minus, abs, min and max",
  firing,
  "-close == -2 and abs(close - 5) == 3 and min(close, 9) == max(close, 1)",
  [1, 2, 3],
  [no, yes, no],
);
test("not, and, or", firing, "not close > 2 and (close == 1 or close == 2)", [0, 1, 2, 3], [no, yes, yes, no]);
test("arithmetic has its usual order", firing, "close + 2 * 3 - 4 / 2 == 6", [1, 2, 3], [no, yes, no]);

test("an 'and' whose left side is false still feeds the right side", (t) => {
  const candles = walk(3, 60);
  const average = columnOf(ema, [20], columnsOf(candles));
  const alone = fires("close > 1000 or close > ema(close, 20)", candles);
  const guarded = fires("hl2 > 0 and close[30] > 0 and close > ema(close, 20)", candles);
  for (const [row, candle] of candles.entries()) {
    const above = candle.close > (average[row] ?? Number.NaN);
    t.is(alone[row], above);
    t.is(guarded[row], row >= 30 && above);
  }
});

test("every function and every series of the language runs", (t) => {
  const examples = { number: "close", length: "9", constant: "2" };
  const calls = [...FUNCTIONS.values()].map((known) => {
    const call = `${known.name}(${known.arguments.map((argument) => examples[argument.kind]).join(", ")})`;
    return known.result === "boolean" ? `${call} or close > 0` : `${call} == ${call}`;
  });
  for (const entry of [...calls, ...[...SERIES.keys()].map((name) => `${name} > 0`)]) {
    t.true(fires(entry, walk(5, 60)).at(-1), entry);
  }
});

test("a rule says nothing before it has warmed up", (t) => {
  const rule = ruleWith({ entry: "close > 0", warmupBars: 3, exit: { when: "close > 0" } });
  const evaluator = compileRule(rule);
  const readings = closing(1, 2, 3, 4).map((candle) => evaluator.next(candle));
  t.deepEqual(
    readings.map((each) => each.ready),
    [no, no, yes, yes],
  );
  t.deepEqual(
    readings.map((each) => each.entry),
    [no, no, yes, yes],
  );
  t.deepEqual(
    readings.map((each) => each.exitWhen),
    [no, no, yes, yes],
  );
});

test("distances are read as the rule states them", (t) => {
  const params = { k: { value: 2, min: 1, max: 4 } };
  const exit = { stop: "k * true_range()", target: "3R", trail: "close / 10" };
  const candle = { ts: 0, open: 10, high: 12, low: 9, close: 10, volume: 1 };
  const readings = compileRule(ruleWith({ params, exit })).next(candle);
  t.is(readings.stopDistance, 6);
  t.is(readings.targetDistance, 18);
  t.is(readings.trailDistance, 1);
  t.is(readings.volatility, null);
  const plain = compileRule(ruleWith({ exit: { target: "close - 4" } })).next(candle);
  t.is(plain.targetDistance, 6);
  t.is(plain.trailDistance, null);
  t.is(compileRule(ruleWith({})).next(candle).targetDistance, null);
});

test("a rule sized by volatility reads atr(14)", (t) => {
  const evaluator = compileRule(ruleWith({ size: { volatilityPct: 1 } }));
  const last = walk(1, 30)
    .map((candle) => evaluator.next(candle))
    .at(-1);
  t.true((last?.volatility ?? 0) > 0);
});

test("an entry that fires shows both sides of every comparison, and no plain number", (t) => {
  const entry = "crossover(close, sma(close, 2)) and not close < k and close[1] + 0 > 1";
  const evaluator = compileRule(ruleWith({ entry, params: { k: { value: 2, min: 1, max: 4 } } }));
  const readings = closing(5, 4, 6).map((candle) => evaluator.next(candle));
  t.deepEqual(readings[1]?.evidence, []);
  t.deepEqual(readings[2]?.evidence, [
    { name: "close", value: 6 },
    { name: "sma(close, 2)", value: 5 },
    { name: "k", value: 2 },
    { name: "close[1] + 0", value: 4 },
  ]);
});

test("a candle fed twice or out of order is refused", (t) => {
  const evaluator = compileRule(ruleWith({}));
  const [first, second] = closing(1, 2);
  if (!first || !second) throw new Error("two candles");
  evaluator.next(second);
  t.throws(() => evaluator.next(second), { instanceOf: RangeError });
  t.throws(() => evaluator.next(first), { instanceOf: RangeError });
});

test("the one condition that alone stood against an entry is named; two, or none, are not", (t) => {
  const missed = (entry: string, warmupBars = 0) =>
    compileRule(ruleWith({ entry, warmupBars })).next({ ts: 1, open: 10, high: 12, low: 9, close: 11, volume: 5 })
      .missedBy;
  t.is(missed("close > open and volume > 7"), "volume > 7");
  t.is(missed("close < open and volume > 3 and high > 1"), "close < open");
  t.is(
    missed("close > open and (volume > 7 or volume > 6)"),
    "volume > 7 or volume > 6",
    "what is not joined by and is one",
  );
  t.is(missed("close < open and volume > 7"), null);
  t.is(missed("close > open and volume > 3"), null, "it fired");
  t.is(missed("close < open"), null, "a rule of one condition is that condition");
  t.is(missed("close > open and volume > 7", 3), null, "not warm yet");
});
