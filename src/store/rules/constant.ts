import type { Expression } from "./expression.ts";

/** The values of a rule's parameters, by name. */
export type ParamValues = ReadonlyMap<string, number>;

/**
 * The value of an expression that no candle can change (numbers, parameters, arithmetic on them), or null when a
 * candle can. Division by zero gives NaN, as everywhere in the language.
 */
export function constantOf(expression: Expression, params: ParamValues): number | null {
  switch (expression.type) {
    case "number":
      return expression.value;
    case "name":
      return params.get(expression.name) ?? null;
    case "unary": {
      const value = expression.operator === "-" ? constantOf(expression.operand, params) : null;
      return value === null ? null : -value;
    }
    case "binary": {
      const left = constantOf(expression.left, params);
      const right = constantOf(expression.right, params);
      return left === null || right === null ? null : arithmetic(expression.operator, left, right);
    }
    case "call":
    case "back":
    case "timeframe":
      return null;
  }
}

function arithmetic(operator: string, left: number, right: number): number | null {
  if (operator === "+") return left + right;
  if (operator === "-") return left - right;
  if (operator === "*") return left * right;
  if (operator === "/") return right === 0 ? Number.NaN : left / right;
  return null;
}
