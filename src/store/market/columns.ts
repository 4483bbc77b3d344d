import type { Candle, CandleColumns } from "./candle.ts";

/** Columns for `length` candles, all zero. */
export function emptyColumns(length: number): CandleColumns {
  const column = () => new Float64Array(length);
  return { length, ts: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
}

export function toColumns(candles: readonly Candle[]): CandleColumns {
  const columns = emptyColumns(candles.length);
  for (const [i, candle] of candles.entries()) {
    columns.ts[i] = candle.ts;
    columns.open[i] = candle.open;
    columns.high[i] = candle.high;
    columns.low[i] = candle.low;
    columns.close[i] = candle.close;
    columns.volume[i] = candle.volume;
  }
  return columns;
}

/** The candle at index `i`. @throws RangeError outside of 0 to length - 1. */
export function candleAt(columns: CandleColumns, i: number): Candle {
  const ts = columns.ts[i];
  if (ts === undefined || i >= columns.length) throw new RangeError(`no candle ${i} among ${columns.length}`);
  const at = (column: Float64Array) => column[i] ?? Number.NaN;
  return {
    ts,
    open: at(columns.open),
    high: at(columns.high),
    low: at(columns.low),
    close: at(columns.close),
    volume: at(columns.volume),
  };
}

export const toCandles = (columns: CandleColumns): readonly Candle[] =>
  Array.from({ length: columns.length }, (_, i) => candleAt(columns, i));

/** A copy that other threads can read without copying it again. */
export function sharedColumns(columns: CandleColumns): CandleColumns {
  const copy = (column: Float64Array): Float64Array => {
    const shared = new Float64Array(new SharedArrayBuffer(column.byteLength));
    shared.set(column);
    return shared;
  };
  const { length, ts, open, high, low, close, volume } = columns;
  return {
    length,
    ts: copy(ts),
    open: copy(open),
    high: copy(high),
    low: copy(low),
    close: copy(close),
    volume: copy(volume),
  };
}

/** The candles from index `from` up to but not `to`: views of the same memory. */
export function sliceColumns(columns: CandleColumns, from: number, to: number): CandleColumns {
  const view = (column: Float64Array) => column.subarray(from, to);
  const ts = view(columns.ts);
  return {
    length: ts.length,
    ts,
    open: view(columns.open),
    high: view(columns.high),
    low: view(columns.low),
    close: view(columns.close),
    volume: view(columns.volume),
  };
}
