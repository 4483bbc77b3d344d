import type { Candle, CandleColumns } from "../../store/market/candle.ts";
import { inferTimeframeMs } from "../../store/market/timeframe.ts";
import { sliceColumns } from "../../store/market/columns.ts";
import { constantOf, type ParamValues } from "../../store/rules/constant.ts";
import { type Expression, HTF } from "../../store/rules/expression.ts";
import { FUNCTIONS } from "../../store/rules/functions.ts";
import { COLUMN_CROSSES, type ColumnOp, COLUMN_OPS, looped } from "./columnOps.ts";
import { fillFrom } from "./indicators/indicator.ts";
import { type Recurrence, recurAll } from "./indicators/recur.ts";
import { INDICATORS } from "./indicators/table.ts";
import { boundText } from "./bound.ts";
import { CrossingScan } from "./crossingScan.ts";
import { higherOf } from "./program.ts";
import { TIME_SERIES } from "./timeSeries.ts";
import { CROSSES, FALSE, PLAIN, TRUE } from "./operators.ts";
import type { SharedColumns } from "./sharedColumns.ts";

/** Candles worked on at once: the columns of a block stay in the processor's nearest memory, whatever the market's length. */
export const BLOCK = 4_096;

/** Candles in blocks, oldest first: views of the same memory. */
export function* blocksOf(columns: CandleColumns): Generator<{ readonly block: CandleColumns; readonly from: number }> {
  for (let from = 0; from < columns.length; from += BLOCK) {
    yield { block: sliceColumns(columns, from, Math.min(from + BLOCK, columns.length)), from };
  }
}

/** One part of a rule with its values on the rows of the block at hand; a condition's are TRUE and FALSE. */
export interface ColumnCell {
  readonly values: Float64Array;
}
/** Fills a cell, or gives the running mean that is left to be carried over the block before anything reads the cell. */
type Fill = (block: CandleColumns, from: number) => Recurrence | void;
interface Working extends ColumnCell {
  values: Float64Array;
  fill: Fill;
  /** One more than the deepest cell it is made of: cells of one depth know nothing of each other. */
  depth: number;
}

const ofTime =
  (series: (ts: number) => number) =>
  ({ ts, length }: CandleColumns, own: Float64Array): Float64Array => {
    for (let row = 0; row < length; row++) own[row] = series(ts[row]!);
    return own;
  };

const SERIES: Readonly<Record<string, (block: CandleColumns, own: Float64Array) => Float64Array>> = {
  open: ({ open }) => open,
  high: ({ high }) => high,
  low: ({ low }) => low,
  close: ({ close }) => close,
  volume: ({ volume }) => volume,
  hl2: ({ high, low, length }, own) => {
    for (let row = 0; row < length; row++) own[row] = (high[row]! + low[row]!) / 2;
    return own;
  },
  hlc3: ({ high, low, close, length }, own) => {
    for (let row = 0; row < length; row++) own[row] = (high[row]! + low[row]! + close[row]!) / 3;
    return own;
  },
  ...Object.fromEntries([...TIME_SERIES].map(([name, series]) => [name, ofTime(series)])),
};

/**
 * A rule's expressions over whole columns, block by block: the same list of cells as `Program`, and the same values to
 * the last bit. With `shared` whatever no parameter reaches, or reaches with the same value, is worked out once for all
 * programs on those candles.
 */
export class ColumnProgram {
  private readonly cells: Working[] = [];
  private readonly byText = new Map<string, Working>();
  private readonly params: ParamValues;
  private readonly columns: CandleColumns;
  private readonly shared: SharedColumns | null;
  private candleMs: number | null;
  /** Depth of the deepest cell that was asked for since the cell being made. */
  private deepest = 0;
  private stages: readonly (readonly Working[])[] | null = null;
  private readonly running: Recurrence[] = [];
  private readonly scans = new Map<string, CrossingScan>();

  /** @param candleMs length of the candles; null: the most common distance between them. */
  constructor(
    params: ParamValues,
    columns: CandleColumns,
    shared: SharedColumns | null = null,
    candleMs: number | null = null,
  ) {
    this.candleMs = candleMs;
    this.params = params;
    this.columns = columns;
    this.shared = shared;
  }

  /** Fills every cell for the next block of the candles, which begins at row `from`. */
  fill(block: CandleColumns, from: number): void {
    const { running } = this;
    this.stages ??= stagesOf(this.cells);
    for (const stage of this.stages) {
      running.length = 0;
      for (const cell of stage) {
        const left = cell.fill(block, from);
        if (left) running.push(left);
      }
      recurAll(running, block.length);
    }
    for (const scan of this.scans.values()) scan.scan(block.length);
  }

  /** The scan for crossings of two expressions, one for either order: `isSwapped` when it has the second one first. */
  crossings(a: Expression, b: Expression): { readonly scan: CrossingScan; readonly isSwapped: boolean } {
    const [first, second] = [boundText(a, this.params), boundText(b, this.params)];
    const back = this.scans.get(`${second} / ${first}`);
    if (back !== undefined) return { scan: back, isSwapped: true };
    const key = `${first} / ${second}`;
    const scan = this.scans.get(key) ?? new CrossingScan(this.add(a), this.add(b), BLOCK);
    this.scans.set(key, scan);
    return { scan, isSwapped: false };
  }

  /** The cell of a checked expression. */
  add(expression: Expression): ColumnCell {
    const text = boundText(expression, this.params);
    const known = this.byText.get(text);
    if (known) {
      this.deepest = Math.max(this.deepest, known.depth);
      return known;
    }
    const cell: Working = { values: new Float64Array(0), fill: () => {}, depth: 0 };
    const outer = this.deepest;
    this.deepest = 0;
    const isDear = expression.type === "call" && (expression.name === HTF || INDICATORS.has(expression.name));
    const whole = isDear ? this.sharedFill(text, expression, cell) : null;
    cell.fill = whole ?? this.fillOf(expression, cell);
    // What works on candles alone has its place beside what works on a series of them.
    cell.depth = Math.max(this.deepest, isDear ? 1 : 0) + 1;
    this.deepest = Math.max(outer, cell.depth);
    this.stages = null;
    this.cells.push(cell);
    this.byText.set(text, cell);
    return cell;
  }

  /** Views of a column that was worked out before, for this program or for another one. */
  private sharedFill(text: string, expression: Expression, cell: Working): Fill | null {
    const { shared, columns, params } = this;
    if (shared === null) return null;
    const column = shared.column(text, (out) => {
      const alone = new ColumnProgram(params, columns, null, this.candleMs);
      const only = alone.add(expression);
      for (const { block, from } of blocksOf(columns)) {
        alone.fill(block, from);
        out.set(only.values.subarray(0, block.length), from);
      }
    });
    if (column === null) return null;
    return ({ length }, from) => void (cell.values = column.subarray(from, from + length));
  }

  private fillOf(expression: Expression, cell: Working): Fill {
    const constant = constantOf(expression, this.params);
    if (constant !== null) return still(cell, constant);
    switch (expression.type) {
      case "number":
        return still(cell, expression.value);
      case "timeframe":
        throw new RangeError(`${expression.value} stands outside of htf`);
      case "name":
        return this.named(expression.name, cell);
      case "unary": {
        const operand = this.add(expression.operand);
        return expression.operator === "-" ? negated(operand, cell) : inverted(operand, cell);
      }
      case "binary":
        return paired(COLUMN_OPS[expression.operator], this.add(expression.left), this.add(expression.right), cell);
      case "back":
        return delayed(this.add(expression.operand), expression.bars, cell);
      case "call":
        return this.called(expression, cell);
    }
  }

  private named(name: string, cell: Working): Fill {
    const series = Object.hasOwn(SERIES, name) ? SERIES[name] : undefined;
    if (series === undefined) return still(cell, this.params.get(name) ?? Number.NaN);
    const own = new Float64Array(BLOCK);
    return (block) => void (cell.values = series(block, own));
  }

  private called({ name, arguments: given }: Expression & { type: "call" }, cell: Working): Fill {
    if (name === HTF) return this.higher(given, cell);
    const indicator = INDICATORS.get(name);
    if (indicator === undefined) return this.primitive(name, given, cell);
    const kinds = FUNCTIONS.get(name)?.arguments ?? [];
    const constants = given.filter((_, index) => kinds[index]?.kind !== "number");
    const [input] = given.filter((_, index) => kinds[index]?.kind === "number").map((each) => this.add(each));
    const step = indicator.make(...constants.map((each) => constantOf(each, this.params) ?? Number.NaN));
    cell.values = new Float64Array(BLOCK);
    const { start } = step;
    if (start !== undefined) return (block) => start(input ? input.values : block.close, cell.values, block);
    return (block) => fillFrom(step, input ? input.values : block.close, cell.values, block);
  }

  private higher(given: readonly Expression[], cell: Working): Fill {
    this.candleMs ??= inferTimeframeMs(this.columns.ts);
    const next = higherOf(given, this.params, this.candleMs);
    const step = { next: (_x: number, candle: Candle) => next(candle) };
    cell.values = new Float64Array(BLOCK);
    return (block) => fillFrom(step, block.close, cell.values, block);
  }

  private primitive(name: string, given: readonly Expression[], cell: Working): Fill {
    const [a, b] = given.map((each) => this.add(each));
    const crossed = a && b ? crossing(name, a, b, cell) : null;
    if (crossed !== null) return crossed;
    const plain = PLAIN.get(name);
    if (plain && a) return paired(looped(plain), a, b ?? a, cell);
    throw new RangeError(`'${name}' stands in the language's table and has no implementation`);
  }
}

/** Cells by their depth, the shallow ones first: every stage is made of what the stages before it gave. */
function stagesOf(cells: readonly Working[]): readonly (readonly Working[])[] {
  const stages: Working[][] = [];
  for (const cell of cells) (stages[cell.depth - 1] ??= []).push(cell);
  return stages.filter((stage) => stage !== undefined);
}

function still(cell: Working, value: number): Fill {
  cell.values = new Float64Array(BLOCK).fill(value);
  return () => {};
}

function negated(operand: ColumnCell, cell: Working): Fill {
  const out = (cell.values = new Float64Array(BLOCK));
  return ({ length }) => {
    for (let row = 0; row < length; row++) out[row] = -operand.values[row]!;
  };
}

function inverted(operand: ColumnCell, cell: Working): Fill {
  const out = (cell.values = new Float64Array(BLOCK));
  return ({ length }) => {
    for (let row = 0; row < length; row++) out[row] = TRUE === operand.values[row] ? FALSE : TRUE;
  };
}

function paired(operate: ColumnOp, left: ColumnCell, right: ColumnCell, cell: Working): Fill {
  const out = (cell.values = new Float64Array(BLOCK));
  return ({ length }) => operate(left.values, right.values, out, length);
}

/** The operand as it was `bars` rows ago; `past` carries what came before the block. */
function delayed(operand: ColumnCell, bars: number, cell: Working): Fill {
  const out = (cell.values = new Float64Array(BLOCK));
  const past = new Float64Array(bars + BLOCK).fill(Number.NaN);
  return ({ length }) => {
    past.set(operand.values.subarray(0, length), bars);
    out.set(past.subarray(0, length));
    past.copyWithin(0, length, bars + length);
  };
}

function crossing(name: string, a: ColumnCell, b: ColumnCell, cell: Working): Fill | null {
  const [cross, walk] = [CROSSES.get(name), COLUMN_CROSSES.get(name)];
  if (cross === undefined || walk === undefined) return null;
  const out = (cell.values = new Float64Array(BLOCK));
  let [aBefore, bBefore] = [Number.NaN, Number.NaN];
  return ({ length }) => {
    const [as, bs] = [a.values, b.values];
    out[0] = cross(as[0]!, bs[0]!, aBefore, bBefore);
    walk(as, bs, out, length);
    [aBefore, bBefore] = [as[length - 1]!, bs[length - 1]!];
  };
}
