import type { Candle, CandleColumns } from "../../../store/market/candle.ts";
import type { Recurrence } from "./recur.ts";

/**
 * One running indicator. `next` takes the input on the newest candle (`x`, what stands first in the call; the close for
 * indicators that read the candle alone) and the candle, and gives the value on it. It never sees a later one, and keeps
 * no hold of the candle itself: the same object may come again with other numbers.
 */
export interface Step {
  next(x: number, candle: Candle): number;
  /**
   * The same for as many candles as `block` has, in one loop: `xs` their inputs, `out` takes the values. It goes on from
   * where the last call of either kind left off, and gives the same bits. Only a few need their own: see `fillFrom`.
   */
  fill?(xs: Float64Array, out: Float64Array, block: CandleColumns): void;
  /**
   * `fill` but for the running mean it ends in, which is given to be carried over the block beside others (`recurAll`)
   * before anything reads `out`.
   */
  readonly start?: (xs: Float64Array, out: Float64Array, block: CandleColumns) => Recurrence;
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

/** Runs a step over a block of candles, by its own loop where it has one, else candle by candle. */
export function fillFrom(step: Step, xs: Float64Array, out: Float64Array, block: CandleColumns): void {
  if (step.fill !== undefined) return step.fill(xs, out, block);
  const { ts, open, high, low, close, volume, length } = block;
  const candle = { ts: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
  for (let row = 0; row < length; row++) {
    candle.ts = ts[row] ?? Number.NaN;
    candle.open = open[row] ?? Number.NaN;
    candle.high = high[row] ?? Number.NaN;
    candle.low = low[row] ?? Number.NaN;
    candle.close = close[row] ?? Number.NaN;
    candle.volume = volume[row] ?? Number.NaN;
    out[row] = step.next(xs[row] ?? Number.NaN, candle);
  }
}

/** The whole column at once: the same step in a loop, so that backtest and live agree to the last bit. */
export function columnOf(
  indicator: Indicator,
  constants: readonly number[],
  columns: CandleColumns,
  input: Float64Array = columns.close,
): Float64Array {
  const values = new Float64Array(columns.length);
  fillFrom(indicator.make(...constants), input, values, columns);
  return values;
}
