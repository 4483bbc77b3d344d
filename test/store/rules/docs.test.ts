import { readFileSync } from "node:fs";
import test from "ava";
import { parse } from "yaml";
import { checkExpression } from "../../../src/store/rules/check.ts";
import { ruleDocument } from "../../../src/store/rules/document.ts";
import { RuleError } from "../../../src/store/rules/error.ts";
import { SERIES } from "../../../src/store/rules/expression.ts";
import { FUNCTIONS, signatureOf } from "../../../src/store/rules/functions.ts";
import { parseExpression } from "../../../src/store/rules/parse.ts";
import { validateRule } from "../../../src/store/rules/validate.ts";

const page = readFileSync(new URL("../../../../docs/rules.md", import.meta.url), "utf8");
const blockAfter = (mark: string): string => page.slice(page.indexOf(mark)).split("```")[1] ?? "";

test("the page names every function as it is called, and every series", (t) => {
  for (const known of FUNCTIONS.values()) {
    const line = page.split("\n").find((each) => each.startsWith(`| \`${signatureOf(known)}\``));
    t.true(line?.includes(known.about), signatureOf(known));
  }
  for (const name of SERIES.keys()) t.true(page.includes(`\`${name}\``), name);
});

const document = ruleDocument.parse(parse(blockAfter("# Rules").replace(/^yaml/, "")));

test("the rule on the page is valid", (t) => {
  t.is(validateRule(document).warmupBars, 200);
});

test("every example on the page is an expression", (t) => {
  const lines = blockAfter("## Examples").trim().split("\n").slice(1);
  t.true(lines.length > 4);
  for (const line of lines) {
    const [text = ""] = line.split("#");
    const expected = text.startsWith("max") ? "number" : "boolean";
    t.notThrows(() => checkExpression(parseExpression(text), { params: new Map(), expected }), text);
  }
});

const faults = [
  { entry: "close > emma(close, 9)" },
  { entry: "colse > open" },
  { entry: "close > ema(close)" },
  { entry: "close > open && volume > 1" },
  { entry: "close - open" },
  { exit: { ...document.exit, stop: "atr(close)" } },
  { exit: { ...document.exit, target: "0R" } },
  { params: { ...document.params, fast: { value: 12, min: 0, max: 30 } } },
];
test("every error on the page is said exactly so", (t) => {
  const said = faults.map((fault) => {
    return t.throws(() => validateRule({ ...document, ...fault }), { instanceOf: RuleError })?.message;
  });
  t.deepEqual(said, blockAfter("## Errors").trim().split("\n").slice(1));
});
