import type { CandleColumns } from "../../../store/market/candle.ts";
import type { Expression } from "../../../store/rules/expression.ts";
import { expressionText } from "../../../store/rules/text.ts";
import type { ValidRule } from "../../../store/rules/validate.ts";
import { type ColumnCell, ColumnProgram } from "../columnar.ts";
import { type Evidence, VOLATILITY } from "../compile.ts";
import { evidenceIn } from "../evidence.ts";
import { TRUE } from "../operators.ts";
import type { SharedColumns } from "../sharedColumns.ts";

/** A candle on which a rule's entry held. Distances are in price, NaN while unknown; a target of null is none. */
export interface TapeEntry {
  readonly row: number;
  readonly stopDistance: number;
  readonly targetDistance: number | null;
  /** atr(14) for a rule sized by volatility, null for the others. */
  readonly volatility: number | null;
  /** Empty unless it was asked for. */
  readonly evidence: readonly Evidence[];
}

/** What a rule says over all candles of one symbol, kept as little as a backtest needs. */
export interface Tape {
  /** Oldest first. */
  readonly entries: readonly TapeEntry[];
  /** 1 where the exit condition holds; null when the rule has none. */
  readonly when: Uint8Array | null;
  /** Distance of the trailing stop from each close; null when it does not trail. */
  readonly trail: Float64Array | null;
}

/** Evaluates a rule over columns: the same readings as `compileRule` gives candle by candle. */
export function tapeOf(rule: ValidRule, columns: CandleColumns, options: TapeOptions = {}): Tape {
  const program = new ColumnProgram(rule.params, columns, options.shared ?? null);
  const optional = (expression: Expression | null): ColumnCell | null => expression && program.add(expression);
  const entry = program.add(rule.entry);
  const reader = readerOf(rule, program, options.evidence === true);
  const [whenCell, trailCell] = [optional(rule.when), optional(rule.trail)];
  const when = whenCell && new Uint8Array(columns.length);
  const trail = trailCell && new Float64Array(columns.length);
  const entries: TapeEntry[] = [];
  const ready = rule.warmupBars - 1;
  program.run(({ length }, from) => {
    const held = entry.values;
    for (let row = Math.max(0, ready - from); row < length; row++) {
      if (held[row] === TRUE) entries.push(reader(row, from));
    }
    if (when !== null && whenCell !== null) {
      const values = whenCell.values;
      for (let row = Math.max(0, ready - from); row < length; row++) when[from + row] = values[row]!;
    }
    if (trail !== null && trailCell !== null) trail.set(trailCell.values.subarray(0, length), from);
  });
  return { entries, when, trail };
}

export interface TapeOptions {
  /** Columns that other tapes of the same candles also use. */
  readonly shared?: SharedColumns | null;
  /** Whether entries are to say what made them fire. */
  readonly evidence?: boolean;
}

function readerOf(rule: ValidRule, program: ColumnProgram, wantsEvidence: boolean) {
  const stop = program.add(rule.stop);
  const { target } = rule;
  const distance = target.type === "distance" ? program.add(target.distance) : null;
  const volatility = "volatilityPct" in rule.document.size ? program.add(VOLATILITY) : null;
  const witnesses = (wantsEvidence ? evidenceIn(rule.entry) : []).map((part) => ({
    name: expressionText(part),
    cell: program.add(part),
  }));
  return (row: number, from: number): TapeEntry => {
    const stopDistance = stop.values[row]!;
    const multiple = target.type === "multiple" ? target.multiple * stopDistance : null;
    return {
      row: from + row,
      stopDistance,
      targetDistance: distance === null ? multiple : distance.values[row]!,
      volatility: volatility && volatility.values[row]!,
      evidence: witnesses.map(({ name, cell }) => ({ name, value: cell.values[row]! })),
    };
  };
}
