import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { InputError } from "../../../src/store/input.ts";
import { readRules, readRulesFile } from "../../../src/store/rules/read.ts";
import { tempDir } from "../temp.ts";

const RULE = `id: ema-pullback
version: 3
status: active                          # active | probation | paused | retired
symbols: [BTC/USD, ETH/USD]
timeframe: 5m
side: long
params: { fast: {value: 12, min: 5, max: 30}, slow: {value: 26, min: 15, max: 80}, k: {value: 2, min: 1, max: 4} }
entry: crossover(ema(close, fast), ema(close, slow)) and close > ema(close, 200) and atr_pct(14) > 0.15
exit: { stop: k * atr(14), target: 3R, trail: none, timeBars: 96, when: "crossunder(ema(close, fast), ema(close, slow))" }
size: { riskPct: 0.5 }                  # or fixed, notional, volatilityPct, allIn
thesis: trend continuation after a pullback; wrong if price closes below the slow average
`;
const item = (rule: string) => `- ${rule.trimEnd().replaceAll("\n", "\n  ")}\n`;

test("the rule of the design reads, alone or in a list", (t) => {
  const [rule] = readRules(RULE, "r.yaml");
  t.like(rule, { id: "ema-pullback", exit: { target: "3R", timeBars: 96 }, size: { riskPct: 0.5 } });
  const list = readRules(item(RULE) + item(RULE.replace("ema-pullback", "other")), "r.yaml");
  t.deepEqual(list[0], rule);
  t.is(list[1]?.id, "other");
});

const REFUSED: readonly (readonly [law: string, text: string, says: RegExp])[] = [
  ["two rules of one id", item(RULE) + item(RULE), /^r\.yaml:12:7: .*another rule has this id/],
  ["an empty list", "[]", /^r\.yaml:1:1: /],
  [
    "a misspelled key of the second",
    item(RULE) + item(RULE.replace("stop:", "stpo:")),
    /^r\.yaml:20:11: unknown key "stpo"; did you mean "stop"\?/,
  ],
  ["a size of no kind", RULE.replace("{ riskPct: 0.5 }", "5"), /^r\.yaml:10:7: "size" is the number 5; write a map$/],
  [
    "a parameter outside of its bounds",
    RULE.replace("min: 5", "min: 50"),
    /^r\.yaml:7:11: .*value must lie between min and max/,
  ],
];
for (const [law, text, says] of REFUSED) {
  test(`refused with its place: ${law}`, (t) => {
    t.throws(() => readRules(text, "r.yaml"), { instanceOf: InputError, message: says });
  });
}

test("a rules file names itself in what it refuses", (t) => {
  const path = join(tempDir(t), "rules.yaml");
  t.throws(() => readRulesFile(path), { instanceOf: InputError, message: /rules\.yaml: cannot be read \(ENOENT\)/ });
  writeFileSync(path, RULE);
  t.is(readRulesFile(path).length, 1);
});
