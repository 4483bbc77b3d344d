import type { RuleDocument } from "../../store/rules/document.ts";
import { RuleError } from "../../store/rules/error.ts";
import type { Expression } from "../../store/rules/expression.ts";
import { parseExpression } from "../../store/rules/parse.ts";
import { expressionText } from "../../store/rules/text.ts";
import { validateRule } from "../../store/rules/validate.ts";

/** The entry that asks for all of these. */
export const allOf = (conjuncts: readonly string[]): string => {
  const texts = conjuncts.map((text) => {
    const parsed = parseExpression(text);
    return parsed.type === "binary" && parsed.operator === "or" ? `(${text})` : text;
  });
  return texts.join(" and ");
};

/** An expression with its names replaced; functions and series are no names of ours and stay. */
export const renamed = (text: string, names: ReadonlyMap<string, string>): string =>
  expressionText(rename(parseExpression(text), names));

function rename(expression: Expression, names: ReadonlyMap<string, string>): Expression {
  switch (expression.type) {
    case "number":
    case "timeframe":
      return expression;
    case "name":
      return { ...expression, name: names.get(expression.name) ?? expression.name };
    case "call":
      return { ...expression, arguments: expression.arguments.map((each) => rename(each, names)) };
    case "unary":
    case "back":
      return { ...expression, operand: rename(expression.operand, names) };
    case "binary":
      return { ...expression, left: rename(expression.left, names), right: rename(expression.right, names) };
  }
}

/** Whether the language accepts it: a variation that does not is no candidate. */
export function isValid(document: RuleDocument): boolean {
  try {
    validateRule(document);
    return true;
  } catch (error) {
    if (error instanceof RuleError) return false;
    throw error;
  }
}
