import test from "ava";
import * as fc from "fast-check";
import { RuleError } from "../../../src/store/rules/error.ts";
import { type BinaryOperator, type Expression, MAX_NODES, partsOf } from "../../../src/store/rules/expression.ts";
import { parseExpression } from "../../../src/store/rules/parse.ts";
import { expressionText } from "../../../src/store/rules/text.ts";

const at = { offset: 0, line: 1, column: 1 };
const withoutPlaces = (tree: Expression): unknown =>
  JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === "at" ? undefined : value)));

const operators: BinaryOperator[] = ["+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "and", "or"];
const name = fc.constantFrom("close", "fast", "android", "nothing", "order");
const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc
      .double({ min: 0, max: 1e6, noNaN: true })
      .map((value): Expression => ({ type: "number", value: Math.abs(value), at })),
    name.map((name): Expression => ({ type: "name", name, at })),
    fc
      .record({ name, parts: fc.array(tie("tree"), { maxLength: 3 }) })
      .map(({ name, parts }): Expression => ({ type: "call", name, arguments: parts, at })),
    fc
      .record({ operator: fc.constantFrom("-" as const, "not" as const), operand: tie("tree") })
      .map(({ operator, operand }): Expression => ({ type: "unary", operator, operand, at })),
    fc
      .record({ operator: fc.constantFrom(...operators), left: tie("tree"), right: tie("tree") })
      .map(({ operator, left, right }): Expression => ({ type: "binary", operator, left, right, at })),
    fc
      .record({ operand: tie("tree"), bars: fc.integer({ min: 1, max: 99 }) })
      .map(({ operand, bars }): Expression => ({ type: "back", operand, bars, at })),
  ),
}));
const sizeOf = (expression: Expression): number => 1 + partsOf(expression).reduce((sum, part) => sum + sizeOf(part), 0);

test("every tree, written out and read back, is the same tree", (t) => {
  const law = fc.property(tree, (tree) => {
    const text = expressionText(tree);
    fc.pre(sizeOf(tree) <= MAX_NODES && text.length <= 2_000);
    t.deepEqual(withoutPlaces(parseExpression(text)), withoutPlaces(tree), text);
  });
  fc.assert(law, { numRuns: 500 });
  t.pass();
});

test("no text whatever makes the parser fail otherwise than by RuleError", (t) => {
  const pieces = fc.constantFrom(
    "(",
    ")",
    "[",
    "]",
    "-",
    "not ",
    "and ",
    "close ",
    "3",
    "R",
    "ema(",
    ",",
    "<",
    "=",
    "\n",
    "é",
  );
  const law = fc.property(
    fc.oneof(
      fc.string(),
      fc.array(pieces).map((all) => all.join("")),
    ),
    (text) => {
      try {
        parseExpression(text);
      } catch (error) {
        t.true(error instanceof RuleError, String(error));
      }
    },
  );
  fc.assert(law, { numRuns: 1_000 });
  t.pass();
});

const reading = test.macro((t, text: string, expected: string) => {
  t.is(expressionText(parseExpression(text)), expected);
});
test("multiplication binds tighter than addition", reading, "1 + 2 * 3", "1 + 2 * 3");
test("subtraction runs from the left", reading, "(a - b) - c", "a - b - c");
test("a group on the right keeps its parentheses", reading, "a - (b - c)", "a - (b - c)");
test("not binds looser than a comparison", reading, "not (a > b)", "not a > b");
test("and binds tighter than or", reading, "a > b or (c > d and e > f)", "a > b or c > d and e > f");
test("minus binds looser than a back-reference", reading, "-(close[1])", "-close[1]");
test("a line break is a space", reading, "a >\n  b", "a > b");

const refusing = test.macro((t, text: string, message: string) => {
  t.is(t.throws(() => parseExpression(text), { instanceOf: RuleError })?.message, message);
});
test("comparisons do not chain", refusing, "a < b < c", "1:7: expected an operator or the end, found '<'");
test("a foreign 'and' is translated", refusing, "a > b\n&& c > d", "2:1: unexpected '&'; write 'and'");
test(
  "a shouted keyword is recognized",
  refusing,
  "a > b AND c",
  "1:7: expected an operator or the end, found 'AND'; did you mean 'and'?",
);
test("an open parenthesis is missed at the end", refusing, "ema(close", "1:10: expected ')', found the end");
test("the future cannot be written", refusing, "close[-1]", "1:7: expected a number, found '-'");
test("parentheses cannot exhaust the stack", refusing, "(".repeat(2_000), "1:257: nested deeper than 64 levels");
test("signs cannot exhaust the stack", refusing, `${"-".repeat(1_999)}x`, "1:257: nested deeper than 64 levels");
test(
  "a text too long is not even read",
  refusing,
  "x".repeat(2_001),
  "an expression has at most 2000 characters, this one 2001",
);

test("an expression of more than 256 parts is refused", (t) => {
  const wide = `max(${Array.from({ length: 300 }, () => "1").join(", ")})`;
  t.throws(() => parseExpression(wide), { instanceOf: RuleError, message: /at most 256 parts/ });
});
