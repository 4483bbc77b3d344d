import { timeframeMs } from "../time.ts";
import { type Checked, checkExpression } from "./check.ts";
import { constantOf, type ParamValues } from "./constant.ts";
import type { RuleDocument } from "./document.ts";
import { RuleError } from "./error.ts";
import { type Expression, HTF, type Kind, MAX_LENGTH, SERIES } from "./expression.ts";
import { FUNCTIONS } from "./functions.ts";
import { hintFor } from "./nearest.ts";
import { parseExpression } from "./parse.ts";
import { compileTarget, type Target } from "./target.ts";
import { KEYWORDS } from "./tokens.ts";

/** A rule whose every expression was read and checked: the only kind that is ever evaluated or accepted. */
export interface ValidRule {
  readonly document: RuleDocument;
  readonly params: ParamValues;
  readonly entry: Expression;
  /** A price distance from the signal candle's close. */
  readonly stop: Expression;
  readonly target: Target;
  /** A price distance from each close; null when the stop does not trail. */
  readonly trail: Expression | null;
  readonly when: Expression | null;
  /** Candles needed before the first signal: the document's, else the longest length in the rule, at least 1. */
  readonly warmupBars: number;
  /** Parameters that lengths are made of: a variation must keep them whole. */
  readonly lengthParams: ReadonlySet<string>;
}

/**
 * Reads and checks every expression of a rule.
 * @throws RuleError naming the field ("entry", "exit.stop", "params.fast") and the place in it.
 */
export function validateRule(document: RuleDocument): ValidRule {
  const { exit } = document;
  const params: ParamValues = new Map(Object.entries(document.params).map(([name, { value }]) => [name, value]));
  for (const name of params.keys()) refuseTaken(name);
  const learned: Checked[] = [];
  const read = (field: string, text: string, expected: Kind): Expression =>
    naming(field, () => {
      const expression = parseExpression(text);
      learned.push(checkExpression(expression, { params, expected, candleMs: candleMsOf(document) }));
      if (expected === "number") refuseNoDistance(expression, params);
      return expression;
    });
  const rule = {
    document,
    params,
    entry: read("entry", document.entry, "boolean"),
    stop: read("exit.stop", exit.stop, "number"),
    target: naming("exit.target", () => compileTarget(exit.target)),
    trail: exit.trail === "none" ? null : read("exit.trail", exit.trail, "number"),
    when: exit.when === "none" ? null : read("exit.when", exit.when, "boolean"),
  };
  if (rule.target.type === "distance") read("exit.target", exit.target, "number");
  const lengthParams = new Set(learned.flatMap((each) => [...each.lengthParams]));
  for (const name of lengthParams) refuseBrokenLengths(name, document);
  const longest = Math.max(1, ...learned.flatMap((each) => each.lengths));
  return { ...rule, lengthParams, warmupBars: document.warmupBars ?? longest };
}

/**
 * The same rule with other values of its parameters: nothing is read anew, only what lengths are made of is checked.
 * Names that are not given keep their value. @throws RuleError on an unknown name, and on a value outside of its bounds.
 */
export function withParams(rule: ValidRule, values: Readonly<Record<string, number>>): ValidRule {
  const params = new Map(rule.params);
  for (const [name, value] of Object.entries(values)) {
    const bounds = Object.hasOwn(rule.document.params, name) ? rule.document.params[name] : undefined;
    if (bounds === undefined) throw new RuleError(`no such parameter${hintFor(name, params.keys())}`, null, name);
    if (!(value >= bounds.min && value <= bounds.max)) {
      throw new RuleError(`${value} lies outside of ${bounds.min} to ${bounds.max}`, null, `params.${name}`);
    }
    params.set(name, value);
  }
  const changed = Object.fromEntries(
    Object.entries(rule.document.params).map(([name, bounds]) => [
      name,
      { ...bounds, value: params.get(name) ?? bounds.value },
    ]),
  );
  const lengths = partsRead(rule).flatMap(([expression, expected]) => [
    ...checkExpression(expression, { params, expected, candleMs: candleMsOf(rule.document) }).lengths,
  ]);
  return {
    ...rule,
    document: { ...rule.document, params: changed },
    params,
    warmupBars: rule.document.warmupBars ?? Math.max(1, ...lengths),
  };
}

/** Every expression of a rule, and what it gives. */
function partsRead({ entry, stop, target, trail, when }: ValidRule): readonly (readonly [Expression, Kind])[] {
  const optional = (expression: Expression | null, kind: Kind) =>
    expression === null ? [] : [[expression, kind] as const];
  return [
    [entry, "boolean"],
    [stop, "number"],
    ...optional(target.type === "distance" ? target.distance : null, "number"),
    ...optional(trail, "number"),
    ...optional(when, "boolean"),
  ];
}

const candleMsOf = ({ timeframe }: RuleDocument): number | null =>
  timeframe === "any" ? null : timeframeMs(timeframe);

function naming<Result>(field: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof RuleError ? error.in(field) : error;
  }
}

function refuseTaken(name: string): void {
  if (name !== HTF && !SERIES.has(name) && !FUNCTIONS.has(name) && !KEYWORDS.includes(name)) return;
  throw new RuleError(`'${name}' already means something in the language; rename it`, null, `params.${name}`);
}

/** A stop, trail or target that is a constant at or below zero can never be a distance. */
function refuseNoDistance(expression: Expression, params: ParamValues): void {
  const value = constantOf(expression, params);
  if (value === null || value > 0) return;
  throw new RuleError(`a price distance must be above zero, this is always ${value}`, expression.at);
}

/** Every variation within the bounds must be a rule too, so the bounds of a length are lengths themselves. */
function refuseBrokenLengths(name: string, document: RuleDocument): void {
  const bounds = document.params[name];
  if (!bounds) return;
  const { value, min, max } = bounds;
  if ([value, min, max].every(Number.isInteger) && min >= 1 && max <= MAX_LENGTH) return;
  const problem = `is used as a length: value, min and max must be whole numbers from 1 to ${MAX_LENGTH}`;
  throw new RuleError(problem, null, `params.${name}`);
}
