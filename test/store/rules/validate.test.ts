import test from "ava";
import { ruleDocument } from "../../../src/store/rules/document.ts";
import { RuleError } from "../../../src/store/rules/error.ts";
import { validateRule } from "../../../src/store/rules/validate.ts";

interface Changes {
  readonly entry?: string;
  readonly params?: Record<string, { value: number; min: number; max: number }>;
  readonly warmupBars?: number;
  readonly exit?: Record<string, unknown>;
}
const params = {
  fast: { value: 12, min: 5, max: 30 },
  slow: { value: 26, min: 15, max: 80 },
  k: { value: 2, min: 1, max: 4 },
};
const rule = (changes: Changes = {}) =>
  ruleDocument.parse({
    id: "ema-pullback",
    version: 3,
    status: "active",
    symbols: ["BTC/USD"],
    timeframe: "5m",
    side: "long",
    params,
    entry: "crossover(ema(close, fast), ema(close, slow)) and close > ema(close, 200) and atr_pct(14) > 0.15",
    size: { riskPct: 0.5 },
    thesis: "trend continuation after a pullback; wrong if price closes below the slow average",
    ...changes,
    exit: {
      stop: "k * atr(14)",
      target: "3R",
      when: "crossunder(ema(close, fast), ema(close, slow))",
      ...changes.exit,
    },
  });

test("the rule of the design is valid, and warms up over its longest length", (t) => {
  const valid = validateRule(rule());
  t.is(valid.warmupBars, 200);
  t.deepEqual(valid.target, { type: "multiple", multiple: 3 });
  t.deepEqual([...valid.lengthParams].sort(), ["fast", "slow"]);
});

test("a parameter counts with its value, wherever the length stands", (t) => {
  t.is(validateRule(rule({ entry: "close > ema(close, slow * 2)" })).warmupBars, 52);
  t.is(validateRule(rule({ entry: "close > open", exit: { stop: "atr(14)", when: "none" } })).warmupBars, 14);
  t.is(validateRule(rule({ entry: "close > open", exit: { stop: "atr(14)", trail: "3 * atr(90)" } })).warmupBars, 90);
  t.is(validateRule(rule({ warmupBars: 7 })).warmupBars, 7);
});

const refusing = test.macro((t, changes: Changes, message: string) => {
  t.is(t.throws(() => validateRule(rule(changes)), { instanceOf: RuleError })?.message, message);
});
test(
  "an unknown function is named with its place and its neighbor",
  refusing,
  { entry: "close > emma(close, 9)" },
  "entry 1:9: unknown function 'emma'; did you mean 'ema'?",
);
test(
  "an unknown name is named with its neighbor",
  refusing,
  { entry: "colse > open" },
  "entry 1:1: unknown name 'colse'; did you mean 'close'?",
);
test(
  "a mistyped parameter is named with its neighbor",
  refusing,
  { exit: { stop: "atr(fst)" } },
  "exit.stop 1:5: unknown name 'fst'; did you mean 'fast'?",
);
test(
  "an unknown name without a neighbor gets no guess",
  refusing,
  { entry: "zzzzzz > 1" },
  "entry 1:1: unknown name 'zzzzzz'",
);
test(
  "a function is not a series",
  refusing,
  { entry: "close > vwap" },
  "entry 1:9: 'vwap' is a function: write vwap()",
);
test(
  "arguments are counted",
  refusing,
  { entry: "close > ema(close)" },
  "entry 1:9: ema(x, n) takes 2 arguments, got 1",
);
test(
  "an entry is a condition",
  refusing,
  { entry: "close - open" },
  "entry 1:7: expected a condition (such as close > open), this is a number",
);
test(
  "a stop is a number",
  refusing,
  { exit: { stop: "close > open" } },
  "exit.stop 1:7: expected a number, this is a condition",
);
test(
  "a truth is not an operand",
  refusing,
  { entry: "(close > open) + 1 > 0" },
  "entry 1:8: expected a number, this is a condition",
);
test(
  "a number is not a condition",
  refusing,
  { entry: "close and open > 1" },
  "entry 1:1: expected a condition (such as close > open), this is a number",
);
test(
  "a length does not move with the market",
  refusing,
  { entry: "close > ema(close, volume)" },
  "entry 1:20: 'n' of ema(x, n) must be a number or a parameter, not a series",
);
test(
  "a length is whole",
  refusing,
  { entry: "close > ema(close, 2.5)" },
  "entry 1:20: 'n' of ema(x, n) must be a whole number of candles from 1 to 5000, got 2.5",
);
test(
  "a back-reference is not to this candle",
  refusing,
  { entry: "close > close[0]" },
  "entry 1:14: a back-reference must be a whole number of candles from 1 to 5000, got 0",
);
test(
  "a stop at no distance is refused",
  refusing,
  { exit: { stop: "k - 2" } },
  "exit.stop 1:3: a price distance must be above zero, this is always 0",
);
test(
  "a target at zero risk is refused",
  refusing,
  { exit: { target: "0R" } },
  `exit.target 1:1: a target of 0R is no target; write "none"`,
);
test(
  "a target's own faults carry its name",
  refusing,
  { exit: { target: "atrr(14)" } },
  "exit.target 1:1: unknown function 'atrr'; did you mean 'atr'?",
);
test(
  "an exit's condition is checked",
  refusing,
  { exit: { when: "close >" } },
  "exit.when 1:8: expected a number, a name, '-', 'not' or '(', found the end",
);
test(
  "a parameter may not hide a series",
  refusing,
  { params: { ...params, close: { value: 1, min: 1, max: 1 } } },
  "params.close: 'close' already means something in the language; rename it",
);
test(
  "the bounds of a length are lengths",
  refusing,
  { params: { ...params, fast: { value: 12, min: 0, max: 30 } } },
  "params.fast: is used as a length: value, min and max must be whole numbers from 1 to 5000",
);
test("a number too large is no number", refusing, { entry: "close > 1e999" }, "entry 1:9: this number is too large");
