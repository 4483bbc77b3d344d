import test from "ava";
import * as fc from "fast-check";
import { columnOf, type Indicator } from "../../../../src/agent/strategy/indicators/indicator.ts";
import { INDICATORS } from "../../../../src/agent/strategy/indicators/table.ts";
import type { Candle } from "../../../../src/store/market/candle.ts";
import { FUNCTIONS } from "../../../../src/store/rules/functions.ts";
import { columnsOf, flat, walk } from "../walk.ts";
import { constantsOf } from "./examples.ts";

/** What the compiler itself does, without an indicator. */
const PRIMITIVES = new Set(["crossover", "crossunder", "abs", "min", "max"]);
const candles = walk(7, 400);
const columns = columnsOf(candles);
function streamed(indicator: Indicator, constants: number[], all: readonly Candle[]): number[] {
  const step = indicator.make(...constants);
  return all.map((candle) => step.next(candle.close, candle));
}

test("the table of the language and the table of indicators name the same functions", (t) => {
  const wanted = [...FUNCTIONS.keys()].filter((name) => !PRIMITIVES.has(name));
  t.deepEqual([...INDICATORS.keys()].sort(), wanted.sort());
});

for (const indicator of INDICATORS.values()) {
  const { name } = indicator;
  const constants = constantsOf(name);
  const column = columnOf(indicator, constants, columns);

  test(`${name} is NaN until it has what it needs, and a number ever after`, (t) => {
    const needs = indicator.needs(...constants);
    for (const [row, value] of column.entries()) t.is(Number.isFinite(value), row >= needs - 1, `row ${row}`);
  });

  test(`${name} gives the same bits streaming and as a column`, (t) => {
    t.deepEqual(Float64Array.from(streamed(indicator, constants, candles)), column);
  });

  test(`${name} does not know the future`, (t) => {
    const law = fc.property(fc.integer({ min: 1, max: candles.length }), (length) => {
      const past = columnOf(indicator, constants, columnsOf(candles.slice(0, length)));
      t.deepEqual(past, column.slice(0, length));
    });
    fc.assert(law, { numRuns: 20 });
  });

  test(`${name} shares nothing between two of its kind`, (t) => {
    const other = walk(8, candles.length);
    const [one, two] = [indicator.make(...constants), indicator.make(...constants)];
    const mixed = candles.map((candle, row) => {
      const disturbing = other[row];
      if (disturbing) two.next(disturbing.close, disturbing);
      return one.next(candle.close, candle);
    });
    t.deepEqual(Float64Array.from(mixed), column);
  });

  test(`${name} answers a gap with NaN or not at all, and recovers`, (t) => {
    const step = indicator.make(...constants);
    const readsInput = FUNCTIONS.get(name)?.arguments.some((argument) => argument.kind === "number") ?? false;
    const values = candles.map((candle, row) => step.next(row === 100 ? Number.NaN : candle.close, candle));
    t.is(Number.isNaN(values[100]), readsInput);
    t.true(values.slice(100 + 30).every(Number.isFinite));
  });
}

const PRICE = 0.1;
const constantly: Readonly<Record<string, number>> = {
  sma: PRICE,
  ema: PRICE,
  wma: PRICE,
  rma: PRICE,
  stddev: 0,
  zscore: Number.NaN,
  rsi: 100,
  roc: 0,
  momentum: 0,
  change: 0,
  highest: PRICE,
  lowest: PRICE,
  macd_line: 0,
  macd_signal: 0,
  macd_hist: 0,
  bb_mid: PRICE,
  bb_upper: PRICE,
  bb_lower: PRICE,
  bb_pct: Number.NaN,
  kc_mid: PRICE,
  kc_upper: PRICE,
  kc_lower: PRICE,
  true_range: 0,
  atr: 0,
  atr_pct: 0,
  natr: 0,
  adx: 0,
  obv: 0,
  vwap: PRICE,
  hma: PRICE,
  vwma: PRICE,
  dema: PRICE,
  tema: PRICE,
  kama: PRICE,
  linreg: PRICE,
  linreg_slope: 0,
  percentrank: 100,
  percentile: PRICE,
  stochrsi_k: Number.NaN,
  stochrsi_d: Number.NaN,
  stoch: Number.NaN,
  stoch_k: Number.NaN,
  stoch_d: Number.NaN,
  williams_r: Number.NaN,
  cci: Number.NaN,
  mfi: 100,
  dc_upper: PRICE,
  dc_lower: PRICE,
  dc_mid: PRICE,
  di_plus: 0,
  di_minus: 0,
  aroon_up: 100,
  aroon_down: 100,
  supertrend: PRICE,
  supertrend_dir: -1,
  psar: PRICE,
  ichimoku_conversion: PRICE,
  ichimoku_base: PRICE,
  ichimoku_a: PRICE,
  ichimoku_b: PRICE,
  ad: 0,
  cmf: 0,
  regime_trend: 0,
  regime_volatility: -1,
};
for (const indicator of INDICATORS.values()) {
  test(`${indicator.name} of a market that stands still`, (t) => {
    const last = streamed(indicator, constantsOf(indicator.name), flat(PRICE, 300)).at(-1) ?? Number.NaN;
    const expected = constantly[indicator.name] ?? Number.NaN;
    if (Number.isNaN(expected)) t.true(Number.isNaN(last));
    else t.true(Math.abs(last - expected) <= 1e-12, `${last}`);
  });
}

test("a mean does not drift: after a spike of 1e15 has left the window, it is exactly what it was", (t) => {
  for (const name of ["sma", "wma", "stddev", "bb_upper"]) {
    const indicator = INDICATORS.get(name);
    if (!indicator) throw new Error(name);
    const [spiked, calm] = [indicator.make(9, 2), indicator.make(9, 2)];
    for (const [row, candle] of candles.entries()) {
      const [a, b] = [spiked.next(row === 50 ? 1e15 : candle.close, candle), calm.next(candle.close, candle)];
      if (row >= 59) t.is(a, b);
    }
  }
});
