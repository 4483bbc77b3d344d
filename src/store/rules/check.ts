import { constantOf, type ParamValues } from "./constant.ts";
import { RuleError } from "./error.ts";
import {
  type BinaryExpression,
  type Expression,
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
}

/** What checking learned: every length in the expression, in candles, and the parameters that lengths are made of. */
export interface Checked {
  readonly lengths: readonly number[];
  readonly lengthParams: ReadonlySet<string>;
}

interface Context {
  readonly params: ParamValues;
  readonly lengths: number[];
  readonly lengthParams: Set<string>;
}

/**
 * Checks names, argument counts, lengths and types: numbers and truths never mix, and nothing is converted.
 * @throws RuleError at the first fault, with its place and the nearest known name.
 */
export function checkExpression(expression: Expression, { params, expected }: CheckOptions): Checked {
  const context: Context = { params, lengths: [], lengthParams: new Set() };
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
  const known = FUNCTIONS.get(name);
  if (known) throw new RuleError(`'${name}' is a function: write ${signatureOf(known)}`, at);
  throw new RuleError(`unknown name '${name}'${hintFor(name, [...SERIES.keys(), ...params.keys()])}`, at);
}

function kindOfCall(call: Expression & { type: "call" }, context: Context): Kind {
  const known = FUNCTIONS.get(call.name);
  if (!known) throw new RuleError(`unknown function '${call.name}'${hintFor(call.name, FUNCTIONS.keys())}`, call.at);
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

function checkArgument(given: Expression, argument: Argument, known: FunctionRow, context: Context): void {
  expect(given, "number", context);
  if (argument.kind === "number") return;
  const value = constantOf(given, context.params);
  const what = `'${argument.name}' of ${signatureOf(known)}`;
  if (value === null) throw new RuleError(`${what} must be a number or a parameter, not a series`, given.at);
  if (!Number.isFinite(value)) throw new RuleError(`${what} must be a finite number`, given.at);
  if (argument.kind === "constant") return;
  checkLength(value, what, given);
  context.lengths.push(value);
  for (const name of namesIn(given)) context.lengthParams.add(name);
}

function checkLength(value: number, what: string, { at }: Expression): void {
  if (Number.isInteger(value) && value >= 1 && value <= MAX_LENGTH) return;
  throw new RuleError(`${what} must be a whole number of candles from 1 to ${MAX_LENGTH}, got ${value}`, at);
}

function namesIn(expression: Expression): string[] {
  return expression.type === "name" ? [expression.name] : partsOf(expression).flatMap(namesIn);
}
