import {
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  readSync,
  readdirSync,
  statSync,
  truncateSync,
  writeSync,
  fdatasyncSync,
} from "node:fs";
import { join } from "node:path";
import { inputError } from "../input.ts";
import { takeLock } from "../lock.ts";
import type { Candle, CandleColumns } from "../market/candle.ts";
import { type Timeframe, TIMEFRAMES, timeframeMs } from "../time.ts";

/** One file each, of 64-bit floats in this machine's order: read as they are, they are columns. */
const COLUMNS = ["ts", "open", "high", "low", "close", "volume"] as const;
const BYTES = Float64Array.BYTES_PER_ELEMENT;

/** Whose candles lie at the archive's root. */
const AT_ROOT = "coinbase";
const VENUE = /^[a-z][a-z0-9]{1,29}$/;

/** Which candles: of whose market, of what, how long. Two exchanges have two prices for the same symbol. */
export interface ArchiveKey {
  /** "coinbase", or the id of another exchange: `marketName` of an account. */
  readonly venue: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

/** What an archive holds of one symbol at one timeframe. */
export interface Archived extends ArchiveKey {
  readonly folder: string;
  readonly candles: number;
  /** Open times of the first and the last; null when it is empty. */
  readonly from: number | null;
  readonly to: number | null;
  /** Candles that lie between two of these and are not there: nobody traded, or they were never fetched. */
  readonly missing: number;
  /** The longest time between two of them that holds none; null when none is missing. */
  readonly longestGap: { readonly from: number; readonly to: number } | null;
}

/**
 * The folder of those candles: Coinbase's `BTC-USD-5m`, another exchange's `kraken/BTC-USD-5m`. @throws RangeError for a
 * venue that is no exchange's id.
 */
export function archiveFolder(root: string, { venue, symbol, timeframe }: ArchiveKey): string {
  if (!VENUE.test(venue)) throw new RangeError(`"${venue}" is no exchange's id: its candles have no folder`);
  const name = `${symbol.replace("/", "-")}-${timeframe}`;
  return venue === AT_ROOT ? join(root, name) : join(root, venue, name);
}

const fileOf = (folder: string, column: string): string => join(folder, `${column}.f64`);

/**
 * The candles of an archive folder as columns, oldest first. What a crash left of a last candle that is not in every
 * column is not there. @throws InputError on a folder that is none.
 */
export function readArchive(folder: string): CandleColumns {
  const length = lengthOf(folder);
  const column = (name: string): Float64Array => {
    const bytes = readFileSync(fileOf(folder, name));
    const own = new ArrayBuffer(length * BYTES);
    new Uint8Array(own).set(bytes.subarray(0, length * BYTES));
    return new Float64Array(own);
  };
  const [ts, open, high, low, close, volume] = [
    column("ts"),
    column("open"),
    column("high"),
    column("low"),
    column("close"),
    column("volume"),
  ];
  return { length, ts, open, high, low, close, volume };
}

/**
 * Adds candles behind those that are there. @throws RangeError when one is not newer than the one before it, Error while
 * another process writes there (an agent keeps what it sees, `trade data fetch` what it is given): ask again.
 */
export function appendArchive(folder: string, candles: readonly Candle[]): void {
  if (candles.length === 0 && existsSync(fileOf(folder, "ts"))) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = takeLock(join(folder, "lock.db"));
  if (lock === null) throw new Error(`${folder}: another process writes there; try again`);
  try {
    append(folder, candles);
  } finally {
    lock.release();
  }
}

function append(folder: string, candles: readonly Candle[]): void {
  for (const name of COLUMNS)
    if (!existsSync(fileOf(folder, name))) closeSync(openSync(fileOf(folder, name), "a", 0o600));
  const length = lengthOf(folder);
  let last = lastTs(folder, length);
  for (const { ts } of candles) {
    if (ts <= last) throw new RangeError(`candle ${ts} is not newer than ${last}`);
    last = ts;
  }
  // The time comes last: a candle is there once it has one.
  for (const name of COLUMNS.toReversed())
    put(
      fileOf(folder, name),
      length,
      Float64Array.from(candles, (each) => each[name]),
    );
}

/** What there is below an archive's root, by venue, Coinbase's first, symbol and timeframe. */
export function listArchive(root: string): readonly Archived[] {
  if (!existsSync(root)) return [];
  const names = readdirSync(root).toSorted();
  const others = names.filter((name) => VENUE.test(name) && statSync(join(root, name)).isDirectory());
  return [
    ...listVenue(root, AT_ROOT, names),
    ...others.flatMap((venue) => listVenue(root, venue, readdirSync(join(root, venue)).toSorted())),
  ];
}

const listVenue = (root: string, venue: string, names: readonly string[]): readonly Archived[] =>
  names.flatMap((name) => {
    const [, base = "", quote = "", frame = ""] = /^([A-Z0-9_]+)-([A-Z0-9]+)-(\w+)$/.exec(name) ?? [];
    const timeframe = TIMEFRAMES.find((each) => each === frame);
    return timeframe === undefined ? [] : [archivedOf(root, { venue, symbol: `${base}/${quote}`, timeframe })];
  });

export function archivedOf(root: string, key: ArchiveKey): Archived {
  const folder = archiveFolder(root, key);
  const { ts, length } = existsSync(fileOf(folder, "ts")) ? readArchive(folder) : { ts: new Float64Array(), length: 0 };
  const [from = null, to = null] = [ts[0], ts[length - 1]];
  const candleMs = timeframeMs(key.timeframe);
  const span = from === null || to === null ? 0 : (to - from) / candleMs + 1;
  const missing = Math.max(0, Math.round(span) - length);
  const { venue, symbol, timeframe } = key;
  return { venue, symbol, timeframe, folder, candles: length, from, to, missing, longestGap: longestIn(ts, candleMs) };
}

function longestIn(ts: Float64Array, candleMs: number): Archived["longestGap"] {
  let [at, longest] = [0, 0];
  for (let i = 1; i < ts.length; i++) {
    const gap = ts[i]! - ts[i - 1]! - candleMs;
    if (gap > longest) [at, longest] = [i, gap];
  }
  return longest === 0 ? null : { from: ts[at - 1]! + candleMs, to: ts[at]! };
}

/** Open time of the newest candle of an archive folder; null where there is none. @throws InputError on a folder that is none. */
export function archiveEnd(folder: string): number | null {
  if (!existsSync(fileOf(folder, "ts"))) return null;
  const length = lengthOf(folder);
  return length === 0 ? null : lastTs(folder, length);
}

/** How many candles are in every column. */
function lengthOf(folder: string): number {
  const sizes = COLUMNS.map((name) => statSync(fileOf(folder, name), { throwIfNoEntry: false })?.size);
  if (sizes.some((size) => size === undefined)) {
    throw inputError(folder, "this is no folder of archived candles", "see `trade data list`, or give a CSV file");
  }
  return Math.min(...sizes.map((size) => Math.floor((size ?? 0) / BYTES)));
}

/** Without reading what lies before it. */
function lastTs(folder: string, length: number): number {
  if (length === 0) return Number.NEGATIVE_INFINITY;
  const last = new Float64Array(1);
  const file = openSync(fileOf(folder, "ts"), "r");
  readSync(file, last, 0, BYTES, (length - 1) * BYTES);
  closeSync(file);
  return last[0] ?? Number.NEGATIVE_INFINITY;
}

/** Writes a column from candle `at` on, over whatever a crash left there. */
function put(path: string, at: number, values: Float64Array): void {
  truncateSync(path, at * BYTES);
  const file = openSync(path, "r+");
  writeSync(file, new Uint8Array(values.buffer), 0, values.byteLength, at * BYTES);
  fdatasyncSync(file);
  closeSync(file);
}
