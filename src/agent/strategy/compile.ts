import type { Candle } from "../../store/market/candle.ts";
import type { Expression } from "../../store/rules/expression.ts";
import { parseExpression } from "../../store/rules/parse.ts";
import { conditionsIn } from "../../store/rules/fingerprint.ts";
import { expressionText } from "../../store/rules/text.ts";
import type { ValidRule } from "../../store/rules/validate.ts";
import { evidenceIn } from "./evidence.ts";
import { TRUE } from "./operators.ts";
import { regimeName } from "./regime.ts";
import { type Cell, Program } from "./program.ts";

/** A part of the entry with its value when the entry fired. */
export interface Evidence {
  readonly name: string;
  readonly value: number;
}

/** What a rule says on one closed candle. Distances are in price; NaN while unknown. */
export interface Readings {
  /** Whether `warmupBars` candles were seen. Until then neither entry nor exitWhen is ever true. */
  readonly ready: boolean;
  readonly entry: boolean;
  readonly stopDistance: number;
  /** Null when the rule has no target. */
  readonly targetDistance: number | null;
  /** Null when the stop does not trail. */
  readonly trailDistance: number | null;
  readonly exitWhen: boolean;
  /** atr(14) in price for a rule sized by volatility, null for the others. */
  readonly volatility: number | null;
  /** The two sides of every comparison and crossing in the entry; empty unless it fired. */
  readonly evidence: readonly Evidence[];
  /** The one condition that alone stood against the entry; null when it fired, or more than one did. */
  readonly missedBy?: string | null;
  /** The market's regime by name when the entry fired; null while it is not known. */
  readonly regime?: string | null;
}

/** A rule running over one symbol's candles. */
export interface RuleEvaluator {
  /**
   * Takes the next closed candle: the same candles give the same readings, in a backtest and live.
   * @throws RangeError when the candle is not later than the last, since indicators cannot take one back.
   */
  next(candle: Candle): Readings;
}

/** What every thesis says of its market. */
const REGIME_TREND = parseExpression("regime_trend()");
const REGIME_VOLATILITY = parseExpression("regime_volatility()");
/** What `volatilityPct` sizes by. */
export const VOLATILITY = parseExpression("atr(14)");

/**
 * Makes a checked rule run. Every symbol needs an evaluator of its own.
 * @param candleMs length of the candles that will come, which `htf` needs to know when a longer one is over.
 * @throws RangeError when the rule looks at longer candles that cannot be made of those.
 */
export function compileRule(rule: ValidRule, candleMs: number | null = null): RuleEvaluator {
  const program = new Program(rule.params, candleMs);
  const cell = (expression: Expression): Cell => program.add(expression);
  const optional = (expression: Expression | null): Cell | null => (expression === null ? null : cell(expression));
  const entry = cell(rule.entry);
  const stop = cell(rule.stop);
  const target = targetOf(rule, stop, cell);
  const trail = optional(rule.trail);
  const when = optional(rule.when);
  const volatility = optional("volatilityPct" in rule.document.size ? VOLATILITY : null);
  const witnesses = evidenceIn(rule.entry).map((part) => ({ name: expressionText(part), cell: cell(part) }));
  const conditions = conditionsIn(rule.entry).map((part) => ({ name: expressionText(part), cell: cell(part) }));
  const [trend, swing] = [cell(REGIME_TREND), cell(REGIME_VOLATILITY)];
  let bars = 0;
  let lastTs = Number.NEGATIVE_INFINITY;
  return {
    next(candle) {
      if (!(candle.ts > lastTs))
        throw new RangeError(`candle ${candle.ts} is not after ${lastTs}; feed each once, in order`);
      lastTs = candle.ts;
      bars++;
      program.next(candle);
      const ready = bars >= rule.warmupBars;
      const fired = ready && entry.value === TRUE;
      return {
        ready,
        entry: fired,
        stopDistance: stop.value,
        targetDistance: target(),
        trailDistance: trail && trail.value,
        exitWhen: ready && when !== null && when.value === TRUE,
        volatility: volatility && volatility.value,
        missedBy: ready && !fired ? missedIn(conditions) : null,
        regime: fired ? regimeName({ trend: trend.value, volatility: swing.value }) : null,
        evidence: fired ? witnesses.map(({ name, cell }) => ({ name, value: cell.value })) : [],
      };
    },
  };
}

function missedIn(conditions: readonly { readonly name: string; readonly cell: Cell }[]): string | null {
  if (conditions.length < 2) return null;
  const missing = conditions.filter(({ cell }) => cell.value !== TRUE);
  return missing.length === 1 ? missing[0]!.name : null;
}

function targetOf({ target }: ValidRule, stop: Cell, cell: (of: Expression) => Cell): () => number | null {
  switch (target.type) {
    case "none":
      return () => null;
    case "multiple":
      return () => target.multiple * stop.value;
    case "distance": {
      const distance = cell(target.distance);
      return () => distance.value;
    }
  }
}
