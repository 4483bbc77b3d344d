import { canonicalJson } from "../../store/canonical.ts";
import { type Id, idOfName } from "../../store/ids.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import { RuleError } from "../../store/rules/error.ts";
import type { Expression } from "../../store/rules/expression.ts";
import { parseExpression } from "../../store/rules/parse.ts";
import { expressionText } from "../../store/rules/text.ts";
import { validateRule } from "../../store/rules/validate.ts";

/** What must all hold for an entry, each written in the canonical way. @throws RuleError on a text that cannot be read. */
export const conjunctsOf = (entry: string): readonly string[] => partsOf(parseExpression(entry)).map(expressionText);

const partsOf = (expression: Expression): readonly Expression[] =>
  expression.type === "binary" && expression.operator === "and"
    ? [...partsOf(expression.left), ...partsOf(expression.right)]
    : [expression];

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

/** The parameters that some text of the rule uses; those nobody uses only make neighbors that are the same rule. */
export function usedParams({ params, entry, exit }: RuleDocument): RuleDocument["params"] {
  const texts = [entry, exit.stop, exit.target, exit.trail, exit.when];
  const words = new Set(texts.flatMap((text) => text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []));
  return Object.fromEntries(Object.entries(params).filter(([name]) => words.has(name)));
}

/**
 * What a rule does, as one id: two that differ only in name, version, status, words, bounds or spaces are the same try.
 * What was tried, refused or retired is remembered by it.
 */
export function fingerprint(document: RuleDocument): Id {
  const { symbols, timeframe, side, entry, exit, size, scale, warmupBars, coolDownBars } = document;
  const values = Object.entries(usedParams(document)).map(([name, { value }]) => [name, value] as const);
  const asked = textOf(() => conjunctsOf(entry).toSorted().join(" and "), entry);
  const where = symbols === "any" ? symbols : symbols.toSorted();
  const acts = { symbols: where, timeframe, side, entry: asked, exit, size, scale, warmupBars, coolDownBars };
  return idOfName(canonicalJson({ ...acts, values: Object.fromEntries(values) }));
}

function textOf(read: () => string, otherwise: string): string {
  try {
    return read();
  } catch (error) {
    if (error instanceof RuleError) return otherwise;
    throw error;
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
