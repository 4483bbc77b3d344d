import type { Timeframe } from "../time.ts";
import type { Place } from "./error.ts";

export type Arithmetic = "+" | "-" | "*" | "/";
export type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=";
export type Logical = "and" | "or";
export type BinaryOperator = Arithmetic | Comparison | Logical;
/** What an expression gives on a candle. */
export type Kind = "number" | "boolean";

/** A rule's expression as a tree. Every node knows its place (`at`); a binary node's is that of its operator. */
export type Expression =
  | { readonly type: "number"; readonly value: number; readonly at: Place }
  | { readonly type: "name"; readonly name: string; readonly at: Place }
  | { readonly type: "call"; readonly name: string; readonly arguments: readonly Expression[]; readonly at: Place }
  | { readonly type: "unary"; readonly operator: "-" | "not"; readonly operand: Expression; readonly at: Place }
  | BinaryExpression
  /** "1h": what stands first in htf(1h, x), and nowhere else. */
  | { readonly type: "timeframe"; readonly value: Timeframe; readonly at: Place }
  | { readonly type: "back"; readonly operand: Expression; readonly bars: number; readonly at: Place };

export interface BinaryExpression {
  readonly type: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly at: Place;
}

/** Limits of one expression: an unbounded rule would be an unbounded evaluation on every candle. */
export const MAX_CHARACTERS = 2_000;
export const MAX_NODES = 256;
export const MAX_DEPTH = 64;
/** The longest look back that an indicator's length or `[n]` may ask for, in candles. */
export const MAX_LENGTH = 5_000;

/** The series that every candle brings, and what they are. */
export const SERIES = new Map([
  ["open", "the candle's first price"],
  ["high", "its highest price"],
  ["low", "its lowest price"],
  ["close", "its last price"],
  ["volume", "the base quantity traded in it"],
  ["hl2", "(high + low) / 2"],
  ["hlc3", "(high + low + close) / 3"],
  ["hour", "0 to 23, UTC, of the candle's open"],
  ["minute", "0 to 59, of the candle's open"],
  ["weekday", "1 is Monday, 7 is Sunday, UTC, of the candle's open"],
  ["session", "1 Asia (00:00 to 08:00 UTC), 2 Europe (to 16:00), 3 America (to 24:00)"],
]);

/** htf(1h, x): x on candles of that length, of which only closed ones are seen. It takes numbers and conditions alike. */
export const HTF = "htf";

const COMPARISONS: ReadonlySet<string> = new Set<Comparison>(["<", "<=", ">", ">=", "==", "!="]);
export const isComparison = (operator: BinaryOperator): operator is Comparison => COMPARISONS.has(operator);
const LOGICAL: ReadonlySet<string> = new Set<Logical>(["and", "or"]);
export const isLogical = (operator: BinaryOperator): operator is Logical => LOGICAL.has(operator);

/** The direct parts of a node, in the order they are written. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case "number":
    case "name":
    case "timeframe":
      return [];
    case "call":
      return expression.arguments;
    case "unary":
    case "back":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
  }
}
