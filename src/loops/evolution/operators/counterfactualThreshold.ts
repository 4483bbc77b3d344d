import { parseExpression } from "../../../store/rules/parse.ts";
import { expressionText } from "../../../store/rules/text.ts";
import { conjunctsOf } from "../../../store/rules/fingerprint.ts";
import { allOf } from "../genome.ts";
import { type Operator, pick } from "../operator.ts";

/** Puts a filter's threshold where trades that were made and those that were blocked say it belongs. */
export const counterfactualThreshold: Operator = {
  name: "threshold from counterfactuals",
  vary(parent, { random, hints }) {
    const own = hints.filter(({ ruleId }) => ruleId === parent.id);
    if (own.length === 0) return null;
    const { feature, keep, value } = pick(own, random);
    const conjuncts = conjunctsOf(parent.entry);
    const operator = keep === "above" ? ">" : "<";
    const asked = `${expressionText(parseExpression(feature))} ${operator} ${Number(value.toPrecision(4))}`;
    const others = conjuncts.filter((each) => !looksAt(each, feature, operator));
    return {
      document: { ...parent, entry: allOf([...others, asked]) },
      change: `"${asked}" by what was made and what was blocked`,
    };
  },
};

/** A condition that asks the same side of the same feature: the new threshold takes its place. */
function looksAt(conjunct: string, feature: string, operator: ">" | "<"): boolean {
  const parsed = parseExpression(conjunct);
  if (parsed.type !== "binary" || !parsed.operator.startsWith(operator)) return false;
  return expressionText(parsed.left) === expressionText(parseExpression(feature));
}
