import { constantOf, type ParamValues } from "./constant.ts";
import { RuleError } from "./error.ts";
import { type Timeframe, timeframeMs, TIMEFRAMES } from "../time.ts";
import {
  type BinaryExpression,
  type Expression,
  HTF,
  isLogical,
  type Kind,
  MAX_LENGTH,
  partsOf,
  SERIES,
} from "./expression.ts";
import { type Argument, type FunctionRow, FUNCTIONS, signatureOf } from "./functions.ts";
import { hintFor } from "./nearest.ts";

/** What an expression may refer to, and what it must give. */
export interface CheckOptions {
  readonly params: ParamValues;
  readonly expected: Kind;
  /** Length of the rule's candles; null when it runs at any. */
  readonly candleMs?: number | null;
}

/** What checking learned: every length in the expression, in candles, and the parameters that lengths are made of. */
export interface Checked {
  readonly lengths: readonly number[];
  readonly lengthParams: ReadonlySet<string>;
}

interface Context {
  readonly params: ParamValues;
  readonly candleMs: number | null;
  /** How many of the rule's candles make one of those looked at; null where that is not known. */
  readonly ratio: number | null;
  readonly isHigher: boolean;
  readonly lengths: number[];
  readonly lengthParams: Set<string>;
}

/**
 * Checks names, argument counts, lengths and types: numbers and truths never mix, and nothing is converted.
 * @throws RuleError at the first fault, with its place and the nearest known name.
 */
export function checkExpression(expression: Expression, { params, expected, candleMs = null }: CheckOptions): Checked {
  const own = { ratio: 1, isHigher: false };
  const context: Context = { params, candleMs, lengths: [], lengthParams: new Set(), ...own };
  expect(expression, expected, context);
  return context;
}

function expect(expression: Expression, expected: Kind, context: Context): void {
  const actual = kindOf(expression, context);
  if (actual === expected) return;
  const wanted = expected === "boolean" ? "a condition (such as close > open)" : "a number";
  throw new RuleError(`expected ${wanted}, this is a ${actual === "boolean" ? "condition" : "number"}`, expression.at);
}

function kindOf(expression: Expression, context: Context): Kind {
  switch (expression.type) {
    case "number":
      if (!Number.isFinite(expression.value)) throw new RuleError("this number is too large", expression.at);
      return "number";
    case "timeframe":
      throw new RuleError(`${expression.value} stands alone; write htf(${expression.value}, x)`, expression.at);
    case "name":
      return kindOfName(expression.name, expression, context);
    case "call":
      return kindOfCall(expression, context);
    case "unary": {
      const kind = expression.operator === "not" ? "boolean" : "number";
      expect(expression.operand, kind, context);
      return kind;
    }
    case "back":
      checkLength(expression.bars, "a back-reference", expression);
      return kindOf(expression.operand, context);
    case "binary":
      return kindOfBinary(expression, context);
  }
}

function kindOfBinary(expression: BinaryExpression, context: Context): Kind {
  const { operator, left, right } = expression;
  const operands = isLogical(operator) ? "boolean" : "number";
  expect(left, operands, context);
  expect(right, operands, context);
  const arithmetic = operator === "+" || operator === "-" || operator === "*" || operator === "/";
  return arithmetic ? "number" : "boolean";
}

function kindOfName(name: string, { at }: Expression, { params }: Context): Kind {
  if (SERIES.has(name) || params.has(name)) return "number";
  if (name === HTF) throw new RuleError("'htf' is a function: write htf(1h, x)", at);
  const known = FUNCTIONS.get(name);
  if (known) throw new RuleError(`'${name}' is a function: write ${signatureOf(known)}`, at);
  throw new RuleError(`unknown name '${name}'${hintFor(name, [...SERIES.keys(), ...params.keys()])}`, at);
}

function kindOfCall(call: Expression & { type: "call" }, context: Context): Kind {
  if (call.name === HTF) return kindOfHigher(call, context);
  const known = FUNCTIONS.get(call.name);
  if (!known) {
    throw new RuleError(`unknown function '${call.name}'${hintFor(call.name, [...FUNCTIONS.keys(), HTF])}`, call.at);
  }
  if (call.arguments.length !== known.arguments.length) {
    const wanted = known.arguments.length;
    const plural = wanted === 1 ? "argument" : "arguments";
    throw new RuleError(`${signatureOf(known)} takes ${wanted} ${plural}, got ${call.arguments.length}`, call.at);
  }
  for (const [index, argument] of known.arguments.entries()) {
    const given = call.arguments[index];
    if (given) checkArgument(given, argument, known, context);
  }
  return known.result;
}

function kindOfHigher({ arguments: given, at }: Expression & { type: "call" }, context: Context): Kind {
  const [timeframe, operand, ...more] = given;
  if (timeframe === undefined || operand === undefined || more.length > 0) {
    throw new RuleError(`htf(1h, x) takes 2 arguments, got ${given.length}`, at);
  }
  if (timeframe.type !== "timeframe")
    throw new RuleError("htf(1h, x) begins with a timeframe such as 1h", timeframe.at);
  if (!TIMEFRAMES.includes(timeframe.value)) {
    throw new RuleError(`${timeframe.value} is no timeframe; use ${TIMEFRAMES.join(" ")}`, timeframe.at);
  }
  if (context.isHigher) throw new RuleError("htf cannot stand within htf", at);
  const ratio = ratioOf(timeframe.value, context.candleMs);
  if (ratio !== null && !(Number.isInteger(ratio) && ratio > 1)) {
    throw new RuleError(`${timeframe.value} candles cannot be made of this rule's own`, timeframe.at);
  }
  return kindOf(operand, { ...context, ratio, isHigher: true });
}

const ratioOf = (timeframe: Timeframe, candleMs: number | null): number | null =>
  candleMs === null ? null : timeframeMs(timeframe) / candleMs;

function checkArgument(given: Expression, argument: Argument, known: FunctionRow, context: Context): void {
  expect(given, "number", context);
  if (argument.kind === "number") return;
  const value = constantOf(given, context.params);
  const what = `'${argument.name}' of ${signatureOf(known)}`;
  if (value === null) throw new RuleError(`${what} must be a number or a parameter, not a series`, given.at);
  if (!Number.isFinite(value)) throw new RuleError(`${what} must be a finite number`, given.at);
  if (argument.kind === "constant") return;
  checkLength(value, what, given);
  context.lengths.push(lengthIn(value, what, given, context));
  for (const name of namesIn(given)) context.lengthParams.add(name);
}

function checkLength(value: number, what: string, { at }: Expression): void {
  if (Number.isInteger(value) && value >= 1 && value <= MAX_LENGTH) return;
  throw new RuleError(`${what} must be a whole number of candles from 1 to ${MAX_LENGTH}, got ${value}`, at);
}

/** A length in candles of the rule: of htf as many times longer, 0 where that is not known beforehand. */
function lengthIn(value: number, what: string, { at }: Expression, { ratio, isHigher }: Context): number {
  if (ratio === null) return 0;
  if (isHigher && value * ratio > MAX_LENGTH) {
    throw new RuleError(
      `${what} looks back ${value * ratio} of this rule's candles, at most ${MAX_LENGTH} are kept`,
      at,
    );
  }
  return value * ratio;
}

function namesIn(expression: Expression): string[] {
  return expression.type === "name" ? [expression.name] : partsOf(expression).flatMap(namesIn);
}
