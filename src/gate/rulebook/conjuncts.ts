import { RuleError } from "../../store/rules/error.ts";
import type { Expression } from "../../store/rules/expression.ts";
import { parseExpression } from "../../store/rules/parse.ts";
import { expressionText } from "../../store/rules/text.ts";

/**
 * What must all hold for a condition to hold, each written in one canonical way: "a > b and (c or d)" is two. A text that
 * cannot be read is one condition, like no other.
 */
export function conjunctsOf(text: string): ReadonlySet<string> {
  try {
    return new Set(partsOf(parseExpression(text)).map(expressionText));
  } catch (error) {
    if (error instanceof RuleError) return new Set([text]);
    throw error;
  }
}

const partsOf = (expression: Expression): readonly Expression[] =>
  expression.type === "binary" && expression.operator === "and"
    ? [...partsOf(expression.left), ...partsOf(expression.right)]
    : [expression];
