import { type Expression, isComparison, partsOf } from "../../store/rules/expression.ts";
import { expressionText } from "../../store/rules/text.ts";
import { CROSSES } from "./operators.ts";

/**
 * What an entry rests on: the sides of its comparisons and crossings, each once, in the order they are written.
 * Plain numbers are left out: they say nothing that the rule does not say.
 */
export function evidenceIn(entry: Expression): Expression[] {
  const found = new Map<string, Expression>();
  const visit = (expression: Expression): void => {
    const parts = partsOf(expression);
    if (isWitness(expression)) {
      for (const part of parts) if (part.type !== "number") found.set(expressionText(part), part);
      return;
    }
    for (const part of parts) visit(part);
  };
  visit(entry);
  return [...found.values()];
}

const isWitness = (expression: Expression): boolean =>
  (expression.type === "binary" && isComparison(expression.operator)) ||
  (expression.type === "call" && CROSSES.has(expression.name));
