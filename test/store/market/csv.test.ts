import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import * as fc from "fast-check";
import { InputError } from "../../../src/store/input.ts";
import { toColumns } from "../../../src/store/market/columns.ts";
import { CSV_HEADER, parseCandleColumns, parseCandles, readCandles } from "../../../src/store/market/csv.ts";
import { inferTimeframeMs, timeframeOf } from "../../../src/store/market/timeframe.ts";
import { tempDir } from "../temp.ts";

const T = 1_700_000_000_000;
const csv = (...lines: readonly string[]) => [CSV_HEADER, ...lines, ""].join("\n");
const message = (text: string) => {
  try {
    parseCandles(text, "c.csv");
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "accepted";
};

test("candles are read as written, in small numbers and in scientific ones, from Unix and from Windows", (t) => {
  const text = csv(`${T},0.00162008,0.002,1.5e-3,0.0016,0`, `${T + 60_000},1,2,1,2,3.5`);
  const want = [
    { ts: T, open: 0.00162008, high: 0.002, low: 0.0015, close: 0.0016, volume: 0 },
    { ts: T + 60_000, open: 1, high: 2, low: 1, close: 2, volume: 3.5 },
  ];
  t.deepEqual(parseCandles(text, "c.csv"), want);
  t.deepEqual(parseCandles(text.replaceAll("\n", "\r\n"), "c.csv"), want);
  t.deepEqual(parseCandles(text.trimEnd(), "c.csv"), want);
});

const REFUSED: readonly (readonly [law: string, text: string, says: RegExp])[] = [
  [
    "another header",
    "time,open,high,low,close,volume\n1,1,1,1,1,1\n",
    /^c\.csv:1: the header.*; make it exactly "ts_ms/,
  ],
  ["no header", `${T},1,1,1,1,1\n`, /^c\.csv:1: the header/],
  ["an empty file", "", /^c\.csv:1: the header/],
  ["no candle", csv(), /^c\.csv:2: there is no candle/],
  ["a missing field", csv(`${T},1,1,1,1`), /^c\.csv:2: 5 fields instead of 6/],
  ["a field too many", csv(`${T},1,1,1,1,1,1`), /^c\.csv:2: 7 fields/],
  ["an empty line", csv(`${T},1,1,1,1,1`, "", `${T + 1},1,1,1,1,1`), /^c\.csv:3: the line is empty; remove it/],
  ["a word for a price", csv(`${T},1,abc,1,1,1`), /^c\.csv:2: high "abc" is no plain number/],
  ["an empty price", csv(`${T},1,,1,1,1`), /^c\.csv:2: high is empty/],
  ["a hexadecimal price", csv(`${T},0x1,1,1,1,1`), /^c\.csv:2: open "0x1" is no plain number/],
  ["NaN", csv(`${T},1,1,NaN,1,1`), /^c\.csv:2: low "NaN" is no plain number/],
  ["an infinite price", csv(`${T},1,1e999,1,1,1`), /^c\.csv:2: high "1e999" is no plain number/],
  ["a price of zero", csv(`${T},1,1,0,1,1`), /^c\.csv:2: low 0 is not above zero/],
  ["a negative price", csv(`${T},-1,1,1,1,1`), /^c\.csv:2: open -1 is not above zero/],
  ["a negative volume", csv(`${T},1,1,1,1,-1`), /^c\.csv:2: volume -1 is below zero/],
  ["a low above the open", csv(`${T},1,3,2,3,1`), /^c\.csv:2: low 2 is above open 1/],
  ["a high below the close", csv(`${T},1,2,1,3,1`), /^c\.csv:2: high 2 is below close 3/],
  ["the same time twice", csv(`${T},1,1,1,1,1`, `${T},1,1,1,1,1`), /^c\.csv:3: ts_ms \d+ stands there twice/],
  ["newest first", csv(`${T},1,1,1,1,1`, `${T - 1},1,1,1,1,1`), /^c\.csv:3: ts_ms .* before .*; sort it oldest first/],
  ["a part of a millisecond", csv(`${T}.5,1,1,1,1,1`), /^c\.csv:2: ts_ms .* no whole millisecond; round it/],
  ["seconds", csv(`${T / 1000},1,1,1,1,1`), /^c\.csv:2: ts_ms .* outside .*; give milliseconds/],
];
for (const [law, text, says] of REFUSED) {
  test(`refused with its line: ${law}`, (t) => t.regex(message(text), says));
}

test("what is written as CSV is read back", (t) => {
  const price = fc.integer({ min: 1, max: 1e9 }).map((n) => n / 1e4);
  const candle = fc.tuple(price, price, price, price, price);
  fc.assert(
    fc.property(fc.array(candle, { minLength: 1, maxLength: 20 }), (rows) => {
      const candles = rows.map(([open, close, a, b, volume], i) => {
        const [high, low] = [Math.max(open, close, a, b), Math.min(open, close, a, b)];
        return { ts: T + i * 60_000, open, high, low, close, volume };
      });
      const text = csv(...candles.map((c) => [c.ts, c.open, c.high, c.low, c.close, c.volume].join(",")));
      t.deepEqual(parseCandles(text, "c.csv"), candles);
      t.deepEqual(parseCandleColumns(text, "c.csv"), toColumns(candles));
    }),
    { numRuns: 50, seed: 1 },
  );
});

test("a file that cannot be read is said to be so", (t) => {
  const path = join(tempDir(t), "none.csv");
  t.throws(() => readCandles(path), { instanceOf: InputError, message: /none\.csv: cannot be read \(ENOENT\); check/ });
  writeFileSync(path, csv(`${T},1,1,1,1,1`));
  t.is(readCandles(path).length, 1);
});

test("the timeframe is the most common distance, the shorter of equals", (t) => {
  t.is(inferTimeframeMs([0, 60_000, 120_000, 420_000]), 60_000);
  t.is(inferTimeframeMs([0, 300_000, 360_000]), 60_000);
  t.is(inferTimeframeMs([5]), null);
  t.is(timeframeOf(300_000), "5m");
  t.is(timeframeOf(420_000), null);
});
