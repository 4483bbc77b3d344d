import test from "ava";
import * as oracle from "trading-signals";
import type { Candle } from "../../../../src/store/market/candle.ts";
import { walk } from "../walk.ts";
import { agree, ours as column } from "./agree.ts";

const candles = walk(11, 1_500);
const closes = candles.map((candle) => candle.close);

const ours = (name: string, constants: number[], all: readonly Candle[] = candles, input?: number[]): Float64Array =>
  column(name, constants, all, input);

interface Series<Input, Output> {
  update(input: Input, replace: boolean): Output | null;
}
const overCloses = (series: Series<number, number>) => closes.map((close) => series.update(close, false));
const overCandles = (series: Series<Candle, number>) => candles.map((candle) => series.update(candle, false));
function overBands<Output>(series: Series<number, Output>, pick: (bands: Output) => number) {
  return closes.map((close) => series.update(close, false)).map((bands) => (bands === null ? null : pick(bands)));
}

for (const n of [1, 2, 14, 50]) {
  test(`sma ${n} as trading-signals`, (t) => agree(t, ours("sma", [n]), overCloses(new oracle.SMA(n))));
  test(`ema ${n} as trading-signals`, (t) => agree(t, ours("ema", [n]), overCloses(new oracle.EMA(n))));
  test(`wma ${n} as trading-signals`, (t) => agree(t, ours("wma", [n]), overCloses(new oracle.WMA(n))));
  test(`rma ${n} as trading-signals' Wilder`, (t) => agree(t, ours("rma", [n]), overCloses(new oracle.WSMA(n))));
  // trading-signals needs two prices to see a change, and keeps only n of them.
  if (n > 1) test(`rsi ${n} as trading-signals`, (t) => agree(t, ours("rsi", [n]), overCloses(new oracle.RSI(n))));
  test(`atr ${n} as trading-signals`, (t) => agree(t, ours("atr", [n]), overCandles(new oracle.ATR(n))));
  test(`atr_pct ${n} as trading-signals`, (t) => agree(t, ours("atr_pct", [n]), overCandles(new oracle.NATR(n))));
  test(`momentum ${n} as trading-signals`, (t) => agree(t, ours("momentum", [n]), overCloses(new oracle.MOM(n))));
  test(`roc ${n} as trading-signals, in percent`, (t) => {
    const theirs = overCloses(new oracle.ROC(n)).map((value) => (value === null ? null : value * 100));
    agree(t, ours("roc", [n]), theirs);
  });
}

test("true range as trading-signals", (t) => agree(t, ours("true_range", []), overCandles(new oracle.TR())));

test("Bollinger bands as trading-signals", (t) => {
  agree(
    t,
    ours("bb_upper", [20, 2]),
    overBands(new oracle.BollingerBands(20, 2), (bands) => bands.upper),
  );
  agree(
    t,
    ours("bb_lower", [20, 2]),
    overBands(new oracle.BollingerBands(20, 2), (bands) => bands.lower),
  );
  agree(
    t,
    ours("bb_mid", [20]),
    overBands(new oracle.BollingerBands(20, 2), (bands) => bands.middle),
  );
  const theirs = overCloses(new oracle.PercentB({ interval: 20, deviationMultiplier: 2 }));
  agree(t, ours("bb_pct", [20, 2]), theirs);
});

test("deviation and z-score as trading-signals over each window", (t) => {
  const windows = closes.map((_, row) => (row < 19 ? null : closes.slice(row - 19, row + 1)));
  agree(
    t,
    ours("stddev", [20]),
    windows.map((window) => window && oracle.getStandardDeviation(window)),
  );
  agree(
    t,
    ours("zscore", [20]),
    windows.map((window) => window && oracle.getZScore(window)),
  );
});

test("the Donchian channel as trading-signals", (t) => {
  const channel = new oracle.DonchianChannels(20);
  const bands = candles.map((candle) => channel.update(candle, false));
  const [highs, lows] = [candles.map((candle) => candle.high), candles.map((candle) => candle.low)];
  agree(
    t,
    ours("highest", [20], candles, highs),
    bands.map((band) => band && band.upper),
  );
  agree(
    t,
    ours("lowest", [20], candles, lows),
    bands.map((band) => band && band.lower),
  );
});

const macd = () => new oracle.MACD(new oracle.EMA(12), new oracle.EMA(26), new oracle.EMA(9));
test("macd as trading-signals, once its later start is forgotten", (t) => {
  agree(
    t,
    ours("macd_line", [12, 26]),
    overBands(macd(), (bands) => bands.macd),
  );
  agree(
    t,
    ours("macd_signal", [12, 26, 9]),
    overBands(macd(), (bands) => bands.signal),
    400,
  );
  agree(
    t,
    ours("macd_hist", [12, 26, 9]),
    overBands(macd(), (bands) => bands.histogram),
    400,
  );
});

test("adx as trading-signals, once its earlier start is forgotten", (t) => {
  agree(t, ours("adx", [14]), overCandles(new oracle.ADX(14)), 700);
});

test("obv as trading-signals", (t) => agree(t, ours("obv", []), overCandles(new oracle.OBV(2))));

test("vwap as trading-signals, begun anew every UTC day", (t) => {
  const days = Map.groupBy(candles, (candle) => new Date(candle.ts).getUTCDate());
  const theirs = [...days.values()].flatMap((day) => {
    const session = new oracle.VWAP();
    return day.map((candle) => session.update(candle, false));
  });
  t.true(days.size > 3);
  agree(t, ours("vwap", []), theirs);
});

test("the Keltner channel is the ema and k emas of the true range", (t) => {
  const [middle, ranges, range] = [new oracle.EMA(20), new oracle.TR(), new oracle.EMA(20)];
  const parts = candles.map((candle) => ({
    middle: middle.update(candle.close, false),
    range: range.update(ranges.update(candle, false), false),
  }));
  agree(
    t,
    ours("kc_upper", [20, 1.5]),
    parts.map((part) => part.middle + 1.5 * part.range),
  );
  agree(
    t,
    ours("kc_lower", [20, 1.5]),
    parts.map((part) => part.middle - 1.5 * part.range),
  );
});

const candle = (ts: number, high: number, low: number, close: number, volume: number): Candle => ({
  ts,
  open: close,
  high,
  low,
  close,
  volume,
});
/** By hand, on five candles; each number can be checked on paper. */
const hand = [
  candle(0, 11, 9, 10, 100),
  candle(300_000, 13, 10, 12, 200),
  candle(600_000, 12, 8, 9, 100),
  candle(900_000, 14, 9, 13, 300),
  candle(86_400_000, 16, 13, 15, 100),
];
const NONE = null;
const byHand: readonly (readonly [string, number[], (number | null)[]])[] = [
  ["sma", [3], [NONE, NONE, 31 / 3, 34 / 3, 37 / 3]],
  ["ema", [3], [10, 11, 10, 11.5, 13.25]],
  ["wma", [3], [NONE, NONE, (10 + 24 + 27) / 6, (12 + 18 + 39) / 6, (9 + 26 + 45) / 6]],
  ["rma", [2], [NONE, 11, 10, 11.5, 13.25]],
  ["stddev", [2], [NONE, 1, 1.5, 2, 1]],
  ["zscore", [2], [NONE, 1, -1, 1, 1]],
  ["rsi", [2], [NONE, NONE, 40, 100 - 100 / (1 + 2.5 / 0.75), 100 - 100 / (1 + 2.25 / 0.375)]],
  ["true_range", [], [2, 3, 4, 5, 3]],
  ["atr", [2], [NONE, 2.5, 3.25, 4.125, 3.5625]],
  ["momentum", [2], [NONE, NONE, -1, 1, 6]],
  ["roc", [1], [NONE, 20, -25, 400 / 9, 200 / 13]],
  ["obv", [], [0, 200, 100, 400, 500]],
  ["vwap", [], [10, (1000 + 200 * (35 / 3)) / 300, (1000 + 200 * (35 / 3) + 100 * (29 / 3)) / 400, 79 / 7, 44 / 3]],
  // Up 2, 0, 2, 2 and down 0, 2, 0, 0; smoothed over 2: 1, 1.5, 1.75 and 1, 0.5, 0.25; dx 0, 50, 75; adx 25, 50.
  ["adx", [2], [NONE, NONE, NONE, 25, 50]],
];
for (const [name, constants, expected] of byHand) {
  test(`${name} by hand`, (t) => {
    const actual = ours(name, constants, hand);
    agree(t, actual, expected);
    t.deepEqual(
      Array.from(actual, Number.isNaN),
      expected.map((value) => value === NONE),
    );
  });
}
