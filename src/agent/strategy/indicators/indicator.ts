import type { Candle, CandleColumns } from "../../../store/market/candle.ts";

/**
 * One running indicator. `next` takes the input on the newest candle (`x`, what stands first in the call; the close for
 * indicators that read the candle alone) and the candle, and gives the value on it. It never sees a later one.
 */
export interface Step {
  next(x: number, candle: Candle): number;
}

/**
 * An indicator: the function of that name in store/rules/functions.ts.
 *
 * The law of gaps: NaN in, NaN out on that candle. An indicator over a window stays NaN until the gap has left the
 * window; a recursive one (ema, rma and what is built on them) skips the gap and goes on from its last value, so that
 * a warming-up input (NaN first) seeds it with its first number.
 */
export interface Indicator {
  readonly name: string;
  /** A fresh one, sharing nothing. `constants` are the lengths and multipliers in the order of the call. */
  make(...constants: number[]): Step;
  /** How many candles (with numbers from the first on) give the first value: 1 for the ema. */
  needs(...constants: number[]): number;
}

/** States an indicator: its name is its row in the language's table. */
export const define = (indicator: Indicator): Indicator => indicator;

/** The candle of that row. */
export const candleAt = (columns: CandleColumns, row: number): Candle => ({
  ts: columns.ts[row] ?? Number.NaN,
  open: columns.open[row] ?? Number.NaN,
  high: columns.high[row] ?? Number.NaN,
  low: columns.low[row] ?? Number.NaN,
  close: columns.close[row] ?? Number.NaN,
  volume: columns.volume[row] ?? Number.NaN,
});

/** The whole column at once: the same step in a loop, so that backtest and live agree to the last bit. */
export function columnOf(
  indicator: Indicator,
  constants: readonly number[],
  columns: CandleColumns,
  input: Float64Array = columns.close,
): Float64Array {
  const step = indicator.make(...constants);
  const values = new Float64Array(columns.length);
  for (let row = 0; row < columns.length; row++) {
    values[row] = step.next(input[row] ?? Number.NaN, candleAt(columns, row));
  }
  return values;
}
