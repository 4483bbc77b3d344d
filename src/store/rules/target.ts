import { RuleError } from "./error.ts";
import type { Expression } from "./expression.ts";
import { parseExpression } from "./parse.ts";

/** Where a rule takes its profit: nowhere, at a multiple of the initial risk (the stop distance), or at a price distance. */
export type Target =
  | { readonly type: "none" }
  | { readonly type: "multiple"; readonly multiple: number }
  | { readonly type: "distance"; readonly distance: Expression };

const MULTIPLE = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*R\s*$/;

/**
 * Reads "none", "3R" or a price distance such as "2 * atr(14)".
 * @throws RuleError when it is none of them, or a multiple that is not above zero.
 */
export function compileTarget(text: string): Target {
  if (text.trim() === "none") return { type: "none" };
  const multiple = MULTIPLE.exec(text)?.[1];
  if (multiple === undefined) return { type: "distance", distance: parseExpression(text) };
  const value = Number(multiple);
  if (value > 0 && Number.isFinite(value)) return { type: "multiple", multiple: value };
  throw new RuleError(`a target of ${text.trim()} is no target; write "none"`, { offset: 0, line: 1, column: 1 });
}
