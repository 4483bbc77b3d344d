import test from "ava";
import * as oracle from "trading-signals";
import type { Candle } from "../../../../src/store/market/candle.ts";
import { walk } from "../walk.ts";
import { agree, ours } from "./agree.ts";

const candles = walk(13, 1_500);
const closes = candles.map(({ close }) => close);

interface Series<Input, Output> {
  update(input: Input, replace: boolean): Output | null;
}
const over = <Input, Output>(
  inputs: readonly Input[],
  series: Series<Input, Output>,
  pick: (output: Output) => number,
): (number | null)[] =>
  inputs.map((input) => series.update(input, false)).map((output) => (output === null ? null : pick(output)));
const itself = (value: number): number => value;

for (const n of [4, 9, 30]) {
  test(`hma ${n} as trading-signals`, (t) =>
    agree(t, ours("hma", [n], candles), over(closes, new oracle.HMA(n), itself)));
  test(`vwma ${n} as trading-signals`, (t) =>
    agree(t, ours("vwma", [n], candles), over(candles, new oracle.VWMA(n), itself)));
  test(`dema ${n} as trading-signals`, (t) =>
    agree(t, ours("dema", [n], candles), over(closes, new oracle.DEMA(n), itself)));
  test(`tema ${n} as trading-signals, once its later start is forgotten`, (t) =>
    agree(t, ours("tema", [n], candles), over(closes, new oracle.TEMA(n), itself), 900));
  test(`linreg ${n} and its slope as trading-signals`, (t) => {
    agree(
      t,
      ours("linreg", [n], candles),
      over(closes, new oracle.LinearRegression(n), ({ prediction, slope }) => prediction - slope),
    );
    agree(
      t,
      ours("linreg_slope", [n], candles),
      over(closes, new oracle.LinearRegression(n), ({ slope }) => slope),
    );
  });
  test(`williams_r ${n} as trading-signals`, (t) =>
    agree(t, ours("williams_r", [n], candles), over(candles, new oracle.WilliamsR(n), itself)));
  test(`stoch ${n} is the other end of it`, (t) =>
    agree(
      t,
      ours("stoch", [n], candles),
      over(candles, new oracle.WilliamsR(n), (value) => value + 100),
    ));
  test(`cmf ${n} as trading-signals`, (t) =>
    agree(t, ours("cmf", [n], candles), over(candles, new oracle.CMF(n), itself)));
  test(`mfi ${n} as trading-signals`, (t) =>
    agree(t, ours("mfi", [n], candles), over(candles, new oracle.MFI(n), itself)));
  test(`aroon ${n} as trading-signals`, (t) => {
    agree(
      t,
      ours("aroon_up", [n], candles),
      over(candles, new oracle.Aroon(n), ({ aroonUp }) => aroonUp),
    );
    agree(
      t,
      ours("aroon_down", [n], candles),
      over(candles, new oracle.Aroon(n), ({ aroonDown }) => aroonDown),
    );
  });
  test(`the Donchian channel ${n} as trading-signals`, (t) => {
    agree(
      t,
      ours("dc_upper", [n], candles),
      over(candles, new oracle.DonchianChannels(n), ({ upper }) => upper),
    );
    agree(
      t,
      ours("dc_lower", [n], candles),
      over(candles, new oracle.DonchianChannels(n), ({ lower }) => lower),
    );
    agree(
      t,
      ours("dc_mid", [n], candles),
      over(candles, new oracle.DonchianChannels(n), ({ middle }) => middle),
    );
  });
  test(`supertrend ${n} as trading-signals`, (t) => {
    const trend = () => new oracle.SuperTrend({ interval: n, multiplier: 2 });
    agree(
      t,
      ours("supertrend", [n, 2], candles),
      over(candles, trend(), ({ supertrend }) => supertrend),
    );
    const direction = over(candles, trend(), (line) => (line.trend === oracle.TradingSignal.BULLISH ? 1 : -1));
    agree(t, ours("supertrend_dir", [n, 2], candles), direction);
    t.true(direction.includes(1) && direction.includes(-1));
  });
}

test("cci as trading-signals, over its own hlc3", (t) => {
  const typical = candles.map(({ high, low, close }) => (high + low + close) / 3);
  agree(t, ours("cci", [20], candles, typical), over(candles, new oracle.CCI(20), itself));
});

test("ad as trading-signals", (t) => agree(t, ours("ad", [], candles), over(candles, new oracle.AD(), itself)));

test("the slow stochastic as trading-signals", (t) => {
  const slow = () => new oracle.StochasticOscillator({ kPeriod: 14, kSlowingPeriod: 3, dPeriod: 5 });
  agree(
    t,
    ours("stoch_k", [14, 3], candles),
    over(candles, slow(), ({ stochK }) => stochK),
  );
  agree(
    t,
    ours("stoch_d", [14, 3, 5], candles),
    over(candles, slow(), ({ stochD }) => stochD),
  );
});

test("the stochastic rsi as trading-signals, in percent", (t) => {
  agree(
    t,
    ours("stochrsi_k", [14, 14, 1], candles),
    over(closes, new oracle.StochasticRSI(14), (value) => value * 100),
  );
  const [k, d] = [new oracle.SMA(3), new oracle.SMA(4)];
  const smooth = over(closes, new oracle.StochasticRSI(14), itself).map((value) =>
    value === null ? null : k.update(value * 100, false),
  );
  agree(t, ours("stochrsi_k", [14, 14, 3], candles), smooth);
  agree(
    t,
    ours("stochrsi_d", [14, 14, 3, 4], candles),
    smooth.map((value) => (value === null ? null : d.update(value, false))),
  );
});

test("kama as trading-signals, once its other seed is forgotten", (t) =>
  agree(t, ours("kama", [10], candles), over(closes, new oracle.KAMA(10), itself), 1_000));

test("the directional indicators as trading-signals, once its earlier start is forgotten", (t) => {
  const dx = new oracle.DX(14);
  const theirs = candles.map((candle) => {
    dx.update(candle, false);
    return { plus: dx.pdi, minus: dx.mdi };
  });
  const percent = (value: number | void) => (value === undefined ? null : value * 100);
  agree(
    t,
    ours("di_plus", [14], candles),
    theirs.map(({ plus }) => percent(plus)),
    700,
  );
  agree(
    t,
    ours("di_minus", [14], candles),
    theirs.map(({ minus }) => percent(minus)),
    700,
  );
});

test("the cloud is trading-signals' spans, as many candles later as it is drawn", (t) => {
  const cloud = () => new oracle.IchimokuCloud();
  agree(
    t,
    ours("ichimoku_conversion", [9], candles),
    over(candles, cloud(), ({ conversion }) => conversion),
  );
  agree(
    t,
    ours("ichimoku_base", [26], candles),
    over(candles, cloud(), ({ base }) => base),
  );
  const later = (values: (number | null)[]) => [...Array.from({ length: 25 }, () => null), ...values.slice(0, -25)];
  agree(t, ours("ichimoku_a", [9, 26, 26], candles), later(over(candles, cloud(), ({ spanA }) => spanA)));
  agree(t, ours("ichimoku_b", [52, 26], candles), later(over(candles, cloud(), ({ spanB }) => spanB)));
});

test("percentrank and percentile, counted out", (t) => {
  const window = (row: number, n: number) => closes.slice(row - n + 1, row + 1);
  const rank = closes.map((close, row) =>
    row < 20 ? null : (100 * closes.slice(row - 20, row).filter((each) => each <= close).length) / 20,
  );
  agree(t, ours("percentrank", [20], candles), rank);
  for (const [p, place] of [
    [25, 4],
    [50, 9],
    [100, 19],
    [1, 0],
  ] as const) {
    const value = closes.map((_, row) =>
      row < 19 ? null : (window(row, 20).toSorted((a, b) => a - b)[place] ?? null),
    );
    agree(t, ours("percentile", [20, p], candles), value);
  }
});

/** TradingView's ta.sar as its reference manual spells it out, variable by variable. */
function pineSar(all: readonly Candle[], start: number, inc: number, max: number): (number | null)[] {
  let [result, maxMin, acceleration, isBelow] = [Number.NaN, Number.NaN, Number.NaN, false];
  return all.map(({ high, low, close }, bar) => {
    const [one, two] = [all[bar - 1], all[bar - 2]];
    if (one === undefined) return null;
    let isFirstTrendBar = false;
    if (bar === 1) {
      isBelow = close > one.close;
      maxMin = isBelow ? high : low;
      result = isBelow ? one.low : one.high;
      isFirstTrendBar = true;
      acceleration = start;
    }
    result += acceleration * (maxMin - result);
    if (isBelow && result > low) {
      [isFirstTrendBar, isBelow, result, maxMin, acceleration] = [true, false, Math.max(high, maxMin), low, start];
    } else if (!isBelow && result < high) {
      [isFirstTrendBar, isBelow, result, maxMin, acceleration] = [true, true, Math.min(low, maxMin), high, start];
    }
    if (!isFirstTrendBar && (isBelow ? high > maxMin : low < maxMin)) {
      maxMin = isBelow ? high : low;
      acceleration = Math.min(acceleration + inc, max);
    }
    const past = two === undefined ? [one] : [one, two];
    result = isBelow
      ? Math.min(result, ...past.map((each) => each.low))
      : Math.max(result, ...past.map((each) => each.high));
    return result;
  });
}

test("psar as the reference manual of ta.sar spells it out", (t) => {
  agree(t, ours("psar", [0.02, 0.02, 0.2], candles), pineSar(candles, 0.02, 0.02, 0.2));
  agree(t, ours("psar", [0.01, 0.03, 0.1], candles), pineSar(candles, 0.01, 0.03, 0.1));
});

test("rsi 14 is what StockCharts' ChartSchool publishes for its example, to the two decimals it prints", (t) => {
  const published = [
    44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328, 45.614,
    46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439,
  ];
  const found = ours("rsi", [14], candles.slice(0, published.length), published);
  t.deepEqual(
    Array.from(found.slice(14), (value) => Number(value.toFixed(2))),
    [70.53, 66.32, 66.55, 69.41, 66.36, 57.97],
  );
});
