import { canonicalJson } from "../canonical.ts";
import { type Id, idOfName } from "../ids.ts";
import type { RuleDocument } from "./document.ts";
import { RuleError } from "./error.ts";
import type { Expression } from "./expression.ts";
import { parseExpression } from "./parse.ts";
import { expressionText } from "./text.ts";

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

/** What must all hold for an entry, each written in the canonical way. @throws RuleError on a text that cannot be read. */
export const conjunctsOf = (entry: string): readonly string[] =>
  conditionsIn(parseExpression(entry)).map(expressionText);

/** The same as expressions, in the order they are written. */
export const conditionsIn = (expression: Expression): readonly Expression[] =>
  expression.type === "binary" && expression.operator === "and"
    ? [...conditionsIn(expression.left), ...conditionsIn(expression.right)]
    : [expression];

/** The parameters that some text of the rule uses; those nobody uses only make neighbors that are the same rule. */
export function usedParams({ params, entry, exit }: RuleDocument): RuleDocument["params"] {
  const texts = [entry, exit.stop, exit.target, exit.trail, exit.when];
  const words = new Set(texts.flatMap((text) => text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []));
  return Object.fromEntries(Object.entries(params).filter(([name]) => words.has(name)));
}

function textOf(read: () => string, otherwise: string): string {
  try {
    return read();
  } catch (error) {
    if (error instanceof RuleError) return otherwise;
    throw error;
  }
}
