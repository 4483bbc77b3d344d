import type { Candle } from "../../store/market/candle.ts";
import { constantOf, type ParamValues } from "../../store/rules/constant.ts";
import { type Expression, HTF } from "../../store/rules/expression.ts";
import { TIME_SERIES } from "./timeSeries.ts";
import { FUNCTIONS } from "../../store/rules/functions.ts";
import { expressionText } from "../../store/rules/text.ts";
import { timeframeMs } from "../../store/time.ts";
import { HigherCandles } from "./higher.ts";
import { INDICATORS } from "./indicators/table.ts";
import { Window } from "./indicators/window.ts";
import { BINARY, CROSSES, FALSE, PLAIN, TRUE } from "./operators.ts";

/** One part of a rule with its value on the newest candle: a number, or TRUE and FALSE. */
export interface Cell {
  readonly value: number;
}
type Update = (candle: Candle) => number;

const ofTime =
  (series: (ts: number) => number): Update =>
  ({ ts }) =>
    series(ts);

const SERIES: Readonly<Record<string, Update>> = {
  open: (candle) => candle.open,
  high: (candle) => candle.high,
  low: (candle) => candle.low,
  close: (candle) => candle.close,
  volume: (candle) => candle.volume,
  hl2: (candle) => (candle.high + candle.low) / 2,
  hlc3: (candle) => (candle.high + candle.low + candle.close) / 3,
  ...Object.fromEntries([...TIME_SERIES].map(([name, series]) => [name, ofTime(series)])),
};

/**
 * A rule's expressions as a flat list of cells, parts before what is made of them. Every cell is updated on every
 * candle, whatever the others say: an `and` that skipped its right side would starve the indicators there of candles.
 * Equal parts are one cell, so `ema(close, 200)` in entry and exit is computed once.
 */
export class Program {
  private readonly cells: { value: number; readonly update: Update }[] = [];
  private readonly byText = new Map<string, Cell>();
  private readonly params: ParamValues;
  private readonly candleMs: number | null;

  /** @param candleMs length of the candles that will come; null when it is not known. */
  constructor(params: ParamValues, candleMs: number | null = null) {
    this.params = params;
    this.candleMs = candleMs;
  }

  /** Takes the next closed candle. */
  next(candle: Candle): void {
    for (const cell of this.cells) cell.value = cell.update(candle);
  }

  /** The cell of a checked expression; before the first candle its value is NaN. */
  add(expression: Expression): Cell {
    const text = expressionText(expression);
    const known = this.byText.get(text);
    if (known) return known;
    const cell = { value: Number.NaN, update: this.updateOf(expression) };
    this.cells.push(cell);
    this.byText.set(text, cell);
    return cell;
  }

  private updateOf(expression: Expression): Update {
    switch (expression.type) {
      case "number":
        return () => expression.value;
      case "timeframe":
        throw new RangeError(`${expression.value} stands outside of htf`);
      case "name":
        return this.named(expression.name);
      case "unary": {
        const operand = this.add(expression.operand);
        return expression.operator === "-" ? () => -operand.value : () => (operand.value === TRUE ? FALSE : TRUE);
      }
      case "binary": {
        const [left, right] = [this.add(expression.left), this.add(expression.right)];
        const operate = BINARY[expression.operator];
        return () => operate(left.value, right.value);
      }
      case "back": {
        const operand = this.add(expression.operand);
        const past = new Window(expression.bars + 1);
        return () => {
          past.push(operand.value);
          return past.oldest;
        };
      }
      case "call":
        return this.called(expression.name, expression.arguments);
    }
  }

  private named(name: string): Update {
    const series = Object.hasOwn(SERIES, name) ? SERIES[name] : undefined;
    if (series) return series;
    const value = this.params.get(name) ?? Number.NaN;
    return () => value;
  }

  private called(name: string, given: readonly Expression[]): Update {
    if (name === HTF) {
      const higher = higherOf(given, this.params, this.candleMs);
      return (candle) => higher(candle);
    }
    const indicator = INDICATORS.get(name);
    if (!indicator) return this.primitive(name, given);
    const kinds = FUNCTIONS.get(name)?.arguments ?? [];
    const constants = given.filter((_, index) => kinds[index]?.kind !== "number");
    const [input] = given.filter((_, index) => kinds[index]?.kind === "number").map((each) => this.add(each));
    const step = indicator.make(...constants.map((each) => constantOf(each, this.params) ?? Number.NaN));
    return (candle) => step.next(input ? input.value : candle.close, candle);
  }

  private primitive(name: string, given: readonly Expression[]): Update {
    const [a, b] = given.map((each) => this.add(each));
    const cross = CROSSES.get(name);
    if (cross && a && b) {
      let [aBefore, bBefore] = [Number.NaN, Number.NaN];
      return () => {
        const crossed = cross(a.value, b.value, aBefore, bBefore);
        [aBefore, bBefore] = [a.value, b.value];
        return crossed;
      };
    }
    const plain = PLAIN.get(name);
    if (plain && a) return () => plain(a.value, b ? b.value : Number.NaN);
    throw new RangeError(`'${name}' stands in the language's table and has no implementation`);
  }
}

/**
 * htf(1h, x) as a function of each candle of the rule's own: x on the newest longer candle that has closed by the close of
 * this one; NaN before there is one.
 * @throws RangeError when longer candles cannot be made of candles of `candleMs`.
 */
export function higherOf(
  [timeframe, operand]: readonly Expression[],
  params: ParamValues,
  candleMs: number | null,
): (candle: Candle) => number {
  if (timeframe?.type !== "timeframe" || operand === undefined) throw new RangeError("htf without its two arguments");
  const lengthMs = timeframeMs(timeframe.value);
  const program = new Program(params, lengthMs);
  const cell = program.add(operand);
  const longer = new HigherCandles(lengthMs, candleMs, (closed) => program.next(closed));
  return (candle) => {
    longer.next(candle);
    return cell.value;
  };
}
