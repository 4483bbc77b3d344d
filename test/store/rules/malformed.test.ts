import test from "ava";
import { InputError } from "../../../src/store/input.ts";
import { RuleError } from "../../../src/store/rules/error.ts";
import { readRules } from "../../../src/store/rules/read.ts";
import { validateRule } from "../../../src/store/rules/validate.ts";

/** A sound rule, line by line; a fault replaces one line, or adds one at the end. */
const SOUND: Readonly<Record<string, string>> = {
  id: "id: tried",
  version: "version: 1",
  status: "status: active",
  symbols: "symbols: [BTC/USD]",
  timeframe: "timeframe: 5m",
  side: "side: long",
  params: "params: { fast: { value: 9, min: 2, max: 20 } }",
  entry: "entry: crossover(close, ema(close, fast))",
  exit: "exit: { stop: 2 * atr(14) }",
  size: "size: { riskPct: 0.5 }",
  thesis: "thesis: prices that rise go on rising",
};
const documentWith = (changes: Readonly<Record<string, string>>): string =>
  `${Object.values({ ...SOUND, ...changes })
    .filter((line) => line !== "")
    .join("\n")}\n`;
const entry = (text: string) => ({ entry: `entry: ${JSON.stringify(text)}` });
const exit = (text: string) => ({ exit: `exit: { stop: 2 * atr(14), ${text} }` });

/** What is wrong, and what is said of it: where, what, and the nearest thing that is known. */
const FAULTS: readonly (readonly [changes: Readonly<Record<string, string>>, said: RegExp])[] = [
  [entry("close >"), /^entry 1:8: expected a number, a name, '-', 'not' or '\(', found the end$/],
  [entry("close > > open"), /^entry 1:9: expected a number.*found '>'$/],
  [entry("(close > open"), /^entry 1:14: expected '\)', found the end$/],
  [entry("close > open)"), /^entry 1:13: expected an operator or the end, found '\)'$/],
  [entry("close > open > low"), /^entry 1:14: expected an operator or the end, found '>'$/],
  [entry("close = open"), /^entry 1:7: unexpected '='; write '=='$/],
  [entry("close > open && hour > 3"), /^entry 1:14: unexpected '&'; write 'and'$/],
  [entry("close > open || hour > 3"), /^entry 1:14: unexpected '\|'; write 'or'$/],
  [entry("!(close > open)"), /^entry 1:1: unexpected '!'; write 'not' \(or '!='\)$/],
  [
    entry("close > open AND hour > 3"),
    /^entry 1:14: expected an operator or the end, found 'AND'; did you mean 'and'\?$/,
  ],
  [entry("close ; open"), /^entry 1:7: unexpected ';'$/],
  [entry("close > $fast"), /^entry 1:9: unexpected '\$'$/],
  [
    entry("close[1.5] > open"),
    /^entry 1:6: a back-reference must be a whole number of candles from 1 to 5000, got 1\.5$/,
  ],
  [entry("close[0] > open"), /^entry 1:6: a back-reference must be a whole number of candles from 1 to 5000, got 0$/],
  [entry("close[-1] > open"), /^entry 1:7: expected a number, found '-'$/],
  [entry("close[fast] > open"), /^entry 1:7: expected a number, found 'fast'$/],
  [entry("close[5001] > open"), /^entry 1:6: a back-reference must be .* got 5001$/],
  [entry("close"), /^entry 1:1: expected a condition \(such as close > open\), this is a number$/],
  [entry("close and open > 1"), /^entry 1:1: expected a condition/],
  [entry("(close > open) + 1 > 2"), /^entry 1:8: expected a number, this is a condition$/],
  [entry("not close > 1 and open"), /^entry 1:19: expected a condition/],
  [entry("crossover(close > open, 1)"), /^entry 1:17: expected a number, this is a condition$/],
  [entry("clse > open"), /^entry 1:1: unknown name 'clse'; did you mean 'close'\?$/],
  [entry("close > fsat"), /^entry 1:9: unknown name 'fsat'; did you mean 'fast'\?$/],
  [entry("houer > 3"), /^entry 1:1: unknown name 'houer'; did you mean 'hour'\?$/],
  [entry("close > ema"), /^entry 1:9: 'ema' is a function: write ema\(x, n\)$/],
  [entry("close > supertrnd(10, 3)"), /^entry 1:9: unknown function 'supertrnd'; did you mean 'supertrend'\?$/],
  [entry("close > ema(close)"), /^entry 1:9: ema\(x, n\) takes 2 arguments, got 1$/],
  [entry("atr() > 1"), /^entry 1:1: atr\(n\) takes 1 argument, got 0$/],
  [entry("vwap(3) > 1"), /^entry 1:1: vwap\(\) takes 0 arguments, got 1$/],
  [
    entry("ema(close, 0) > 1"),
    /^entry 1:12: 'n' of ema\(x, n\) must be a whole number of candles from 1 to 5000, got 0$/,
  ],
  [entry("ema(close, 9.5) > 1"), /^entry 1:12: 'n' of ema\(x, n\) must be a whole number.*got 9\.5$/],
  [entry("ema(close, close) > 1"), /^entry 1:12: 'n' of ema\(x, n\) must be a number or a parameter, not a series$/],
  [entry("bb_upper(close, 20, close) > 1"), /^entry 1:21: 'k' of bb_upper\(x, n, k\) must be a number or a parameter/],
  [entry("bb_upper(close, 20, 1 / 0) > 1"), /^entry 1:23: 'k' of bb_upper\(x, n, k\) must be a finite number$/],
  [entry("close > 1e999"), /^entry 1:9: this number is too large$/],
  [entry("htf(1h) > 1"), /^entry 1:1: htf\(1h, x\) takes 2 arguments, got 1$/],
  [entry("htf(close, 1h) > 1"), /^entry 1:5: htf\(1h, x\) begins with a timeframe such as 1h$/],
  [entry("htf(3h, close) > 1"), /^entry 1:5: 3h is no timeframe; use 1m 5m/],
  [entry("htf(5m, close) > 1"), /^entry 1:5: 5m candles cannot be made of this rule's own$/],
  [entry("htf(1m, close) > 1"), /^entry 1:5: 1m candles cannot be made of this rule's own$/],
  [entry("htf(1h, htf(1d, close)) > 1"), /^entry 1:9: htf cannot stand within htf$/],
  [
    entry("htf(1d, sma(close, 200)) > 1"),
    /^entry 1:20: 'n' of sma\(x, n\) looks back 57600 of this rule's candles, at most 5000 are kept$/,
  ],
  [entry("htf > 1"), /^entry 1:1: 'htf' is a function: write htf\(1h, x\)$/],
  [entry("close > 1h"), /^entry 1:9: 1h stands alone; write htf\(1h, x\)$/],
  [entry(`close > ${"(".repeat(300)}`), /^entry 1:\d+: nested deeper than 64 levels$/],
  [entry(`close > ${"1 + ".repeat(200)}1`), /at most 256 parts|nested deeper than 64 levels/],
  [entry("x".repeat(2_001)), /tried\.yaml:8:\d+: /],
  [exit("target: 0R"), /^exit\.target 1:1: a target of 0R is no target; write "none"$/],
  [exit("target: 3 R R"), /^exit\.target 1:3: expected an operator or the end, found 'R'/],
  [exit('target: "-1"'), /^exit\.target 1:1: a price distance must be above zero, this is always -1$/],
  [exit('trail: "0"'), /^exit\.trail 1:1: a price distance must be above zero, this is always 0$/],
  [exit("trail: close > 1"), /^exit\.trail 1:7: expected a number, this is a condition$/],
  [exit("when: close"), /^exit\.when 1:1: expected a condition/],
  [exit("timeBars: 0"), /tried\.yaml:9:\d+: /],
  [exit("timeBars: many"), /tried\.yaml:9:\d+: /],
  [exit("partial: { atR: 0, pct: 50 }"), /tried\.yaml:9:\d+: /],
  [exit("partial: { atR: 1, pct: 100 }"), /tried\.yaml:9:\d+: /],
  [{ scale: "scale: { atR: 0, steps: 2, pct: 50 }" }, /tried\.yaml:\d+:\d+: /],
  [{ scale: "scale: { atR: 1, steps: 6, pct: 50 }" }, /tried\.yaml:\d+:\d+: /],
  [{ scale: "scale: { atR: 1, steps: 1.5, pct: 50 }" }, /tried\.yaml:\d+:\d+: /],
  [{ scale: "scale: { atR: 1, steps: 1 }" }, /tried\.yaml:\d+:\d+: .*pct/],
  [exit("trial: 3"), /tried\.yaml:9:\d+: .*trial.*did you mean "?trail/],
  [{ exit: "exit: { target: 3R }" }, /tried\.yaml:9:\d+: .*stop/],
  [{ exit: 'exit: { stop: "-2" }' }, /^exit\.stop 1:1: a price distance must be above zero, this is always -2$/],
  [
    { params: "params: { fast: { value: 9, min: 0, max: 20 } }" },
    /^params\.fast: is used as a length: value, min and max must be whole/,
  ],
  [
    { params: "params: { fast: { value: 99, min: 2, max: 20 } }" },
    /tried\.yaml:7:\d+: .*value must lie between min and max/,
  ],
  [
    { params: "params: { fast: { value: 9, min: 2, max: 20 }, ema: { value: 1, min: 1, max: 2 } }" },
    /^params\.ema: 'ema' already means something in the language; rename it$/,
  ],
  [
    { params: "params: { fast: { value: 9, min: 2, max: 20 }, hour: { value: 1, min: 1, max: 2 } }" },
    /^params\.hour: 'hour' already means something/,
  ],
  [
    { params: "params: { fast: { value: 9, min: 2, max: 20 }, htf: { value: 1, min: 1, max: 2 } }" },
    /^params\.htf: 'htf' already means something/,
  ],
  [{ params: "params: { Fast: { value: 9, min: 2, max: 20 } }" }, /tried\.yaml:7:\d+: /],
  [{ params: "params: { fast: 9 }" }, /tried\.yaml:7:\d+: /],
  [{ id: "id: Tried Rule" }, /tried\.yaml:1:\d+: .*2 to 40 of a-z/],
  [{ version: "version: 0" }, /tried\.yaml:2:\d+: /],
  [{ status: "status: activ" }, /tried\.yaml:3:\d+: "status" is the text "activ"; write "active" or /],
  [{ symbols: "symbols: [btcusd]" }, /tried\.yaml:4:\d+: /],
  [{ symbols: "symbols: []" }, /tried\.yaml:4:\d+: /],
  [{ timeframe: "timeframe: 7m" }, /tried\.yaml:5:\d+: /],
  [{ side: "side: both" }, /tried\.yaml:6:\d+: /],
  [{ size: "size: { riskPct: 0 }" }, /tried\.yaml:10:\d+: /],
  [{ size: "size: { riskPct: 1, fixed: 2 }" }, /tried\.yaml:10:\d+: /],
  [{ size: "size: { equityPct: 101 }" }, /tried\.yaml:10:\d+: /],
  [{ thesis: "thesis: up" }, /tried\.yaml:11:\d+: /],
  [{ entry: "" }, /tried\.yaml:\d+:\d+: .*entry/],
  [{ more: "coolDownBars: 0" }, /tried\.yaml:12:\d+: /],
  [{ more: "warmupBars: -1" }, /tried\.yaml:12:\d+: /],
  [{ more: "leverage: 3" }, /tried\.yaml:12:\d+: .*leverage/],
  [{ more: "id: twice" }, /tried\.yaml:12:\d+: /],
  [{ more: "  indented: wrongly" }, /tried\.yaml:\d+:\d+: /],
];

const load = (text: string) => readRules(text, "tried.yaml").map(validateRule);

test("the rule that every fault is put into is sound", (t) => {
  t.is(load(documentWith({})).length, 1);
  t.true(FAULTS.length >= 50);
});

for (const [index, [changes, said]] of FAULTS.entries()) {
  const [line = ""] = Object.values(changes);
  test(`fault ${index}: ${line.slice(0, 60)}`, (t) => {
    const error = t.throws(() => load(documentWith(changes)));
    t.true(error instanceof InputError || error instanceof RuleError, String(error));
    t.regex(error?.message ?? "", said);
    t.notRegex(error?.message ?? "", /\n/);
  });
}

test("one fault keeps the whole file out", (t) => {
  const two = `- ${documentWith({}).trim().replaceAll("\n", "\n  ")}\n- ${documentWith({
    id: "id: other",
    ...entry("clse > 1"),
  })
    .trim()
    .replaceAll("\n", "\n  ")}\n`;
  t.throws(() => load(two), { message: /did you mean 'close'/ });
});
