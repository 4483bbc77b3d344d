import type { CandleColumns } from "./candle.ts";
import { emptyColumns, sliceColumns } from "./columns.ts";

/**
 * Candles of `toMs` made of finer ones of `fromMs`: first open, highest, lowest, last close, sum of volume. They begin at
 * multiples of `toMs` since the epoch. One that has gaps is made of what there is; the last one is left out unless its
 * time is over, since it is not closed yet. @throws RangeError unless `toMs` is a whole multiple of `fromMs`.
 */
export function resample(columns: CandleColumns, fromMs: number, toMs: number): CandleColumns {
  if (toMs === fromMs) return columns;
  if (!(fromMs > 0) || toMs % fromMs !== 0) {
    throw new RangeError(`candles of ${toMs} ms cannot be made of candles of ${fromMs} ms`);
  }
  const made = emptyColumns(columns.length);
  let count = 0;
  for (let row = 0; row < columns.length; row++) {
    const begin = Math.floor(columns.ts[row]! / toMs) * toMs;
    const at = count - 1;
    if (at >= 0 && made.ts[at] === begin) join(made, at, columns, row);
    else begun(made, count++, begin, columns, row);
  }
  const lastEnd = columns.length === 0 ? 0 : columns.ts[columns.length - 1]! + fromMs;
  if (count > 0 && made.ts[count - 1]! + toMs > lastEnd) count--;
  return sliceColumns(made, 0, count);
}

function begun(made: CandleColumns, at: number, begin: number, columns: CandleColumns, row: number): void {
  made.ts[at] = begin;
  made.open[at] = columns.open[row]!;
  made.high[at] = columns.high[row]!;
  made.low[at] = columns.low[row]!;
  made.close[at] = columns.close[row]!;
  made.volume[at] = columns.volume[row]!;
}

function join(made: CandleColumns, at: number, columns: CandleColumns, row: number): void {
  made.high[at] = Math.max(made.high[at]!, columns.high[row]!);
  made.low[at] = Math.min(made.low[at]!, columns.low[row]!);
  made.close[at] = columns.close[row]!;
  made.volume[at] = made.volume[at]! + columns.volume[row]!;
}
