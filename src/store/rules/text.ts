import { type BinaryOperator, type Expression, isComparison, isLogical } from "./expression.ts";

const TIGHTEST = 9;
function bindingOf(operator: BinaryOperator): number {
  if (isLogical(operator)) return operator === "or" ? 1 : 2;
  if (isComparison(operator)) return 4;
  return operator === "+" || operator === "-" ? 5 : 6;
}

function binding(expression: Expression): number {
  if (expression.type === "binary") return bindingOf(expression.operator);
  if (expression.type === "unary") return expression.operator === "not" ? 3 : 7;
  return expression.type === "back" ? 8 : TIGHTEST;
}

const within = (expression: Expression, least: number): string =>
  binding(expression) < least ? `(${expressionText(expression)})` : expressionText(expression);

/**
 * An expression written out in one canonical way, with only the parentheses it needs: what stands in evidence, and the
 * key by which equal parts of a rule are computed once. Reading it back gives the same tree.
 */
export function expressionText(expression: Expression): string {
  switch (expression.type) {
    case "number":
      return String(expression.value);
    case "name":
      return expression.name;
    case "timeframe":
      return expression.value;
    case "call":
      return `${expression.name}(${expression.arguments.map(expressionText).join(", ")})`;
    case "back":
      return `${within(expression.operand, TIGHTEST)}[${expression.bars}]`;
    case "unary":
      return expression.operator === "not"
        ? `not ${within(expression.operand, 3)}`
        : `-${within(expression.operand, 7)}`;
    case "binary": {
      const own = bindingOf(expression.operator);
      const left = within(expression.left, isComparison(expression.operator) ? own + 1 : own);
      return `${left} ${expression.operator} ${within(expression.right, own + 1)}`;
    }
  }
}
