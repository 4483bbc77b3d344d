import { constantOf, type ParamValues } from "../../store/rules/constant.ts";
import type { Expression } from "../../store/rules/expression.ts";
import { expressionText } from "../../store/rules/text.ts";

/** An expression written out with every parameter replaced by its value: equal texts have equal values on equal candles. */
export const boundText = (expression: Expression, params: ParamValues): string =>
  expressionText(bound(expression, params));

function bound(expression: Expression, params: ParamValues): Expression {
  const value = constantOf(expression, params);
  if (value !== null) return { type: "number", value, at: expression.at };
  switch (expression.type) {
    case "number":
    case "name":
    case "timeframe":
      return expression;
    case "unary":
    case "back":
      return { ...expression, operand: bound(expression.operand, params) };
    case "binary":
      return { ...expression, left: bound(expression.left, params), right: bound(expression.right, params) };
    case "call":
      return { ...expression, arguments: expression.arguments.map((each) => bound(each, params)) };
  }
}
