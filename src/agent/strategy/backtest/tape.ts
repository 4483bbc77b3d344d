import type { CandleColumns } from "../../../store/market/candle.ts";
import { expressionText } from "../../../store/rules/text.ts";
import type { ValidRule } from "../../../store/rules/validate.ts";
import { BLOCK, blocksOf, ColumnProgram } from "../columnar.ts";
import { candleAt } from "../../../store/market/columns.ts";
import { type Evidence, type RuleEvaluator, VOLATILITY } from "../compile.ts";
import { evidenceIn } from "../evidence.ts";
import { finderOf, pointOf } from "../onRows.ts";
import type { SharedColumns } from "../sharedColumns.ts";

/**
 * The candles on which a rule's entry held, oldest first, as columns of one length. Distances are in price, NaN while
 * unknown.
 */
export interface TapeEntries {
  readonly rows: readonly number[];
  readonly stopDistances: readonly number[];
  /** Null when the rule has no target. */
  readonly targetDistances: readonly number[] | null;
  /** atr(14) for a rule sized by volatility, null for the others. */
  readonly volatilities: readonly number[] | null;
  /** What made each of them fire; null unless it was asked for. */
  readonly evidence: readonly (readonly Evidence[])[] | null;
}

/** What a rule says over all candles of one symbol, kept as little as a backtest needs. */
export interface Tape {
  readonly entries: TapeEntries;
  /** Rows on which the exit condition holds, oldest first; null when the rule has none. */
  readonly when: readonly number[] | null;
  /** Distance of the trailing stop from each close; null when it does not trail. */
  readonly trail: Float64Array | null;
  /** For a rule that adds to what gains, which it may do on any candle: what an entry there would stand on. */
  readonly additions: TapeAdditions | null;
}

/** Columns over all candles. */
export interface TapeAdditions {
  readonly stopDistances: Float64Array;
  readonly targetDistances: Float64Array | null;
  readonly volatilities: Float64Array | null;
}

/** Evaluates a rule over columns: the same readings as `compileRule` gives candle by candle. */
export function tapeOf(rule: ValidRule, columns: CandleColumns, options: TapeOptions = {}): Tape {
  const recorder = new TapeRecorder(rule, columns, options);
  for (const { block, from } of blocksOf(columns)) recorder.fill(block, from);
  return recorder.tape;
}

/** A tape in the making: block after block of its candles, in order. */
export class TapeRecorder {
  readonly tape: Tape;
  /** Takes the next block of the candles, which begins at row `from`. */
  readonly fill: (block: CandleColumns, from: number) => void;

  constructor(rule: ValidRule, columns: CandleColumns, options: TapeOptions = {}) {
    const program = new ColumnProgram(rule.params, columns, options.shared ?? null, options.candleMs ?? null);
    const { entries, take } = entriesOf(rule, program, options.evidence === true);
    const [findEntry, findWhen] = [finderOf(rule.entry, program), rule.when && finderOf(rule.when, program)];
    const trailCell = rule.trail && program.add(rule.trail);
    const when = findWhen && ([] as number[]);
    const trail = trailCell && new Float64Array(columns.length);
    const found = new Int32Array(BLOCK);
    const ready = rule.warmupBars - 1;
    const additions = rule.document.scale === undefined ? null : additionsOf(rule, program, columns.length);
    this.tape = { entries, when, trail, additions: additions && additions.columns };
    this.fill = (block, from) => {
      program.fill(block, from);
      const { length } = block;
      const count = findEntry(length, found);
      for (let at = 0; at < count; at++) if (from + found[at]! >= ready) take(found[at]!, from);
      if (when !== null && findWhen !== null) {
        const held = findWhen(length, found);
        for (let at = 0; at < held; at++) if (from + found[at]! >= ready) when.push(from + found[at]!);
      }
      additions?.fill(block.length, from);
      if (trail !== null && trailCell !== null) trail.set(trailCell.values.subarray(0, length), from);
    };
  }
}

export interface TapeOptions {
  /** Columns that other tapes of the same candles also use. */
  readonly shared?: SharedColumns | null;
  /** Length of the candles; left out: the most common distance between them. */
  readonly candleMs?: number;
  /** Whether entries are to say what made them fire. */
  readonly evidence?: boolean;
}

function entriesOf(rule: ValidRule, program: ColumnProgram, wantsEvidence: boolean) {
  const stop = pointOf(rule.stop, program);
  const { target } = rule;
  const distance = target.type === "distance" ? pointOf(target.distance, program) : null;
  const volatility = "volatilityPct" in rule.document.size ? pointOf(VOLATILITY, program) : null;
  const witnesses = (wantsEvidence ? evidenceIn(rule.entry) : []).map((part) => ({
    name: expressionText(part),
    value: pointOf(part, program),
  }));
  const entries = {
    rows: [] as number[],
    stopDistances: [] as number[],
    targetDistances: target.type === "none" ? null : ([] as number[]),
    volatilities: volatility === null ? null : ([] as number[]),
    evidence: wantsEvidence ? ([] as Evidence[][]) : null,
  };
  const take = (row: number, from: number): void => {
    const stopDistance = stop(row);
    entries.rows.push(from + row);
    entries.stopDistances.push(stopDistance);
    const multiple = target.type === "multiple" ? target.multiple * stopDistance : Number.NaN;
    entries.targetDistances?.push(distance === null ? multiple : distance(row));
    entries.volatilities?.push(volatility === null ? Number.NaN : volatility(row));
    entries.evidence?.push(witnesses.map(({ name, value }) => ({ name, value: value(row) })));
  };
  return { entries: entries as TapeEntries, take };
}

function additionsOf({ stop, target, document }: ValidRule, program: ColumnProgram, length: number) {
  const stopAt = pointOf(stop, program);
  const targetAt = target.type === "distance" ? pointOf(target.distance, program) : null;
  const volatilityAt = "volatilityPct" in document.size ? pointOf(VOLATILITY, program) : null;
  const columns = {
    stopDistances: new Float64Array(length),
    targetDistances: target.type === "none" ? null : new Float64Array(length),
    volatilities: volatilityAt && new Float64Array(length),
  };
  const fill = (rows: number, from: number): void => {
    for (let row = 0; row < rows; row++) {
      const distance = stopAt(row);
      columns.stopDistances[from + row] = distance;
      if (columns.targetDistances !== null) {
        const multiple = target.type === "multiple" ? target.multiple * distance : Number.NaN;
        columns.targetDistances[from + row] = targetAt === null ? multiple : targetAt(row);
      }
      if (columns.volatilities !== null && volatilityAt !== null) columns.volatilities[from + row] = volatilityAt(row);
    }
  };
  return { columns, fill };
}

/** The tape of whatever says something candle by candle, such as a plug-in. */
export function tapeOfEvaluator(evaluator: RuleEvaluator, rule: ValidRule, columns: CandleColumns): Tape {
  const entries = {
    rows: [] as number[],
    stopDistances: [] as number[],
    targetDistances: [] as number[],
    volatilities: "volatilityPct" in rule.document.size ? ([] as number[]) : null,
    evidence: [] as (readonly Evidence[])[],
  };
  const when: number[] = [];
  let trail: Float64Array | null = null;
  const unknown = (): Float64Array => new Float64Array(columns.length).fill(Number.NaN);
  const additions =
    rule.document.scale === undefined
      ? null
      : { stopDistances: unknown(), targetDistances: unknown(), volatilities: entries.volatilities && unknown() };
  for (let row = 0; row < columns.length; row++) {
    const readings = evaluator.next(candleAt(columns, row));
    if (readings.exitWhen) when.push(row);
    if (readings.trailDistance !== null) {
      trail ??= new Float64Array(columns.length).fill(Number.NaN);
      trail[row] = readings.trailDistance;
    }
    if (additions !== null) {
      additions.stopDistances[row] = readings.stopDistance;
      additions.targetDistances[row] = readings.targetDistance ?? Number.POSITIVE_INFINITY;
      if (additions.volatilities !== null) additions.volatilities[row] = readings.volatility ?? Number.NaN;
    }
    if (!readings.entry) continue;
    entries.rows.push(row);
    entries.stopDistances.push(readings.stopDistance);
    // Of a rule without a target it may be given on one entry and not on another: infinitely far is none.
    entries.targetDistances.push(readings.targetDistance ?? Number.POSITIVE_INFINITY);
    entries.volatilities?.push(readings.volatility ?? Number.NaN);
    entries.evidence.push(readings.evidence);
  }
  return { entries, when, trail, additions };
}
