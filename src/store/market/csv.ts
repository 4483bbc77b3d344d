import { inputError } from "../input.ts";
import { readText } from "../readText.ts";
import type { Candle, CandleColumns } from "./candle.ts";
import { emptyColumns, sliceColumns, toCandles } from "./columns.ts";
import { lineProblem } from "./csvProblem.ts";

export const CSV_HEADER = "ts_ms,open,high,low,close,volume";
const MAX_BYTES = 400_000_000;

const NUMBER = String.raw`(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)`;
/** One candle, with an optional carriage return of a file from Windows. */
const LINE = new RegExp(String.raw`^(\d{1,15}),${NUMBER},${NUMBER},${NUMBER},${NUMBER},${NUMBER}\r?$`);

/**
 * Candles of CSV text: exactly CSV_HEADER, then one candle a line, oldest first, ts in whole milliseconds UTC, prices
 * above zero with low ≤ open, close ≤ high, volume ≥ 0.
 * @param source stands for the text in messages: "prices.csv".
 * @throws InputError at the first line that is otherwise: "prices.csv:17: what; what to do".
 */
export function parseCandleColumns(text: string, source: string): CandleColumns {
  const end = text.endsWith("\n") ? text.length - 1 : text.length;
  let [start, stop] = [0, lineEnd(text, 0, end)];
  if (text.slice(start, stop).replace(/\r$/, "") !== CSV_HEADER) {
    throw inputError(`${source}:1`, "the header is not that of a candle file", `make it exactly "${CSV_HEADER}"`);
  }
  const columns = emptyColumns(countLines(text, end));
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  while (stop < end) {
    start = stop + 1;
    stop = lineEnd(text, start, end);
    const line = text.slice(start, stop);
    const match = LINE.exec(line);
    const problem = match === null || !put(columns, count, match, last) ? lineProblem(line, last) : null;
    if (problem !== null) throw inputError(`${source}:${count + 2}`, problem.what, problem.remedy);
    last = columns.ts[count] ?? last;
    count += 1;
  }
  if (count === 0) throw inputError(`${source}:2`, "there is no candle", "give at least one line below the header");
  return sliceColumns(columns, 0, count);
}

/** The same as objects. @throws InputError. */
export const parseCandles = (text: string, source: string): readonly Candle[] =>
  toCandles(parseCandleColumns(text, source));

/** The candles of a file. @throws InputError also when it cannot be read. */
export const readCandleColumns = (path: string): CandleColumns => parseCandleColumns(readText(path, MAX_BYTES), path);
/** The same as objects. @throws InputError. */
export const readCandles = (path: string): readonly Candle[] => toCandles(readCandleColumns(path));

function lineEnd(text: string, from: number, end: number): number {
  const at = text.indexOf("\n", from);
  return at === -1 || at > end ? end : at;
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

/** Writes the candle at `i`; false when its numbers contradict each other or the candle before. */
function put(columns: CandleColumns, i: number, match: RegExpExecArray, last: number): boolean {
  const ts = Number(match[1]);
  const open = Number(match[2]);
  const high = Number(match[3]);
  const low = Number(match[4]);
  const close = Number(match[5]);
  const volume = Number(match[6]);
  columns.ts[i] = ts;
  columns.open[i] = open;
  columns.high[i] = high;
  columns.low[i] = low;
  columns.close[i] = close;
  columns.volume[i] = volume;
  const inRange = low <= open && low <= close && open <= high && close <= high;
  return ts > last && isMarketTime(ts) && low > 0 && inRange && Number.isFinite(high) && Number.isFinite(volume);
}

const [YEAR_2000, YEAR_2200] = [946_684_800_000, 7_258_118_400_000];
const isMarketTime = (ts: number): boolean => ts >= YEAR_2000 && ts <= YEAR_2200;
