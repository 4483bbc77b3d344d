import type { Kind } from "./expression.ts";

/**
 * What may stand as an argument: `number` is any numeric expression, `length` a whole number of candles known before
 * the first one (a number, a parameter, or arithmetic on them), `constant` likewise a number known beforehand.
 */
export interface Argument {
  readonly name: string;
  readonly kind: "number" | "length" | "constant";
}

/** One row: how a function is called, what it gives, and what it means in a line. */
export interface FunctionRow {
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly result: Kind;
  readonly about: string;
}

const x: Argument = { name: "x", kind: "number" };
const a: Argument = { name: "a", kind: "number" };
const b: Argument = { name: "b", kind: "number" };
const length = (name: string): Argument => ({ name, kind: "length" });
const n = length("n");
const constant = (name: string): Argument => ({ name, kind: "constant" });
const k = constant("k");
const fastSlow = [x, length("fast"), length("slow")];
const macd = [...fastSlow, length("signal")];
const slow = [n, length("smooth")];
const stochrsi = [x, n, length("m"), length("smooth")];
const cloud = [length("conversion"), length("base"), length("shift")];

const row = (name: string, args: readonly Argument[], about: string, result: Kind = "number"): FunctionRow => ({
  name,
  arguments: args,
  result,
  about,
});

const ROWS: readonly FunctionRow[] = [
  row("sma", [x, n], "simple mean of the last n"),
  row("ema", [x, n], "exponential mean, weight 2 / (n + 1), seeded with the first value"),
  row("wma", [x, n], "mean weighted n, n - 1, … 1 from the newest"),
  row("rma", [x, n], "Wilder's mean, weight 1 / n, seeded with the simple mean of the first n"),
  row("hma", [x, n], "Hull's mean: quick and smooth, lengths rounded down"),
  row("vwma", [x, n], "mean of the last n weighted by volume"),
  row("dema", [x, n], "double exponential mean"),
  row("tema", [x, n], "triple exponential mean"),
  row("kama", [x, n], "Kaufman's adaptive mean, between the weights of 2 and 30"),
  row("linreg", [x, n], "end of the straight line through the last n"),
  row("linreg_slope", [x, n], "slope of that line, per candle"),
  row("stddev", [x, n], "population standard deviation of the last n"),
  row("zscore", [x, n], "(x - mean) / standard deviation over the last n"),
  row("percentrank", [x, n], "percent of the n values before that are not above this one"),
  row("percentile", [x, n, constant("p")], "the value that p percent of the last n do not exceed"),
  row("rsi", [x, n], "relative strength index, 0 to 100 (Wilder)"),
  row("stochrsi_k", stochrsi, "place of rsi(x, n) in its range of m, smoothed, 0 to 100"),
  row("stochrsi_d", [...stochrsi, length("d")], "mean of stochrsi_k over d"),
  row("stoch", [n], "place of the close in the range of the last n, 0 to 100"),
  row("stoch_k", slow, "mean of stoch over smooth"),
  row("stoch_d", [...slow, length("d")], "mean of stoch_k over d"),
  row("williams_r", [n], "the same place from the top: 0 down to -100"),
  row("cci", [x, n], "distance from the mean in units of 0.015 mean deviations; usually of hlc3"),
  row("mfi", [n], "money flow index, 0 to 100: as the rsi, of volume"),
  row("roc", [x, n], "change over n candles, in percent"),
  row("momentum", [x, n], "x - x[n]"),
  row("change", [x, n], "x - x[n]"),
  row("highest", [x, n], "largest of the last n, this candle included"),
  row("lowest", [x, n], "smallest of the last n, this candle included"),
  row("dc_upper", [n], "Donchian upper: highest(high, n)"),
  row("dc_lower", [n], "Donchian lower: lowest(low, n)"),
  row("dc_mid", [n], "Donchian middle: between the two"),
  row("macd_line", fastSlow, "ema(x, fast) - ema(x, slow)"),
  row("macd_signal", macd, "ema of macd_line over signal"),
  row("macd_hist", macd, "macd_line - macd_signal"),
  row("bb_mid", [x, n], "Bollinger middle: sma(x, n)"),
  row("bb_upper", [x, n, k], "Bollinger upper: sma + k standard deviations"),
  row("bb_lower", [x, n, k], "Bollinger lower: sma - k standard deviations"),
  row("bb_pct", [x, n, k], "place within the bands: 0 at the lower, 1 at the upper"),
  row("kc_mid", [x, n], "Keltner middle: ema(x, n)"),
  row("kc_upper", [x, n, k], "Keltner upper: ema + k times the ema of the true range"),
  row("kc_lower", [x, n, k], "Keltner lower: ema - k times the ema of the true range"),
  row("true_range", [], "the candle's range, with the gap from the last close"),
  row("atr", [n], "average true range (Wilder), in price"),
  row("atr_pct", [n], "atr in percent of the close"),
  row("natr", [n], "the same, as the literature calls it"),
  row("adx", [n], "average directional index, 0 to 100 (Wilder)"),
  row("di_plus", [n], "directional indicator of rises, 0 to 100 (Wilder)"),
  row("di_minus", [n], "the same of falls"),
  row("aroon_up", [n], "how lately the highest of n + 1 candles was, 100 is now"),
  row("aroon_down", [n], "the same of the lowest"),
  row("supertrend", [n, k], "line k atr(n) below a rising market, above a falling one"),
  row("supertrend_dir", [n, k], "1 while it rises, -1 while it falls"),
  row("psar", [constant("start"), constant("step"), constant("max")], "parabolic stop and reverse, in price (Wilder)"),
  row("ichimoku_conversion", [n], "middle of the range of the last n, usually 9"),
  row("ichimoku_base", [n], "the same, usually 26"),
  row("ichimoku_a", cloud, "cloud over this candle: mean of those two, shift - 1 candles ago"),
  row("ichimoku_b", [n, length("shift")], "cloud over this candle: middle of n, shift - 1 candles ago"),
  row("obv", [], "on-balance volume since the first candle"),
  row("ad", [], "accumulation/distribution since the first candle"),
  row("cmf", [n], "Chaikin money flow, -1 to 1"),
  row("vwap", [], "volume-weighted mean of hlc3 since midnight UTC"),
  row("regime_trend", [], "1 rising, -1 falling, 0 neither: the move of 50 candles against their wandering"),
  row("regime_volatility", [], "1 wild, -1 quiet, 0 usual: atr_pct(14) against its own mean over 200"),
  row("crossover", [a, b], "a was at or below b and is above it now", "boolean"),
  row("crossunder", [a, b], "a was at or above b and is below it now", "boolean"),
  row("abs", [x], "size without sign"),
  row("min", [a, b], "the smaller of two"),
  row("max", [a, b], "the larger of two"),
];

/** Every function an expression may call, by name. The gate validates with this table; the agent implements it. */
export const FUNCTIONS: ReadonlyMap<string, FunctionRow> = new Map(ROWS.map((each) => [each.name, each]));

/** "ema(x, n)": how a function is called. */
export const signatureOf = (known: FunctionRow): string =>
  `${known.name}(${known.arguments.map((argument) => argument.name).join(", ")})`;
