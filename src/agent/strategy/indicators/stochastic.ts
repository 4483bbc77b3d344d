import { chained } from "./chained.ts";
import { highest, lowest } from "./donchian.ts";
import { define } from "./indicator.ts";
import { rsi } from "./rsi.ts";
import { sma } from "./sma.ts";

/** Where a value lies between two others, 0 to 100; NaN where they are one. */
const placeOf = (x: number, low: number, high: number): number =>
  high > low ? (100 * (x - low)) / (high - low) : Number.NaN;

/** Stochastic oscillator (Lane): where the close lies in the range of the last n candles, 0 to 100 (TradingView's ta.stoch). */
export const stochastic = define({
  name: "stoch",
  needs: (n = 1) => n,
  make(n = 1) {
    const [top, bottom] = [highest.make(n), lowest.make(n)];
    return {
      next: (_x, candle) => placeOf(candle.close, bottom.next(candle.low, candle), top.next(candle.high, candle)),
    };
  },
});

/** Slow stochastic: the mean of it over `smooth` candles (%K), and of that over `d` (%D). */
export const stochasticK = define({
  name: "stoch_k",
  needs: (n = 1, smooth = 1) => n + smooth - 1,
  make: (n = 1, smooth = 1) => chained(stochastic.make(n), sma.make(smooth)),
});
export const stochasticD = define({
  name: "stoch_d",
  needs: (n = 1, smooth = 1, d = 1) => n + smooth + d - 2,
  make: (n = 1, smooth = 1, d = 1) => chained(stochasticK.make(n, smooth), sma.make(d)),
});

/** Williams' %R (1973): how far the close lies below the highest of the last n candles, 0 down to -100 (ta.wpr). */
export const williamsR = define({
  name: "williams_r",
  needs: (n = 1) => n,
  make(n = 1) {
    const place = stochastic.make(n);
    return { next: (x, candle) => place.next(x, candle) - 100 };
  },
});

/** Where x lies between its own extremes of the last n. */
const ownPlace = (n: number) => {
  const [top, bottom] = [highest.make(n), lowest.make(n)];
  return {
    next: (...[x, candle]: Parameters<typeof top.next>) => placeOf(x, bottom.next(x, candle), top.next(x, candle)),
  };
};

/** Stochastic RSI (Chande & Kroll 1994), smoothed over k (%K), and that over d (%D), as TradingView's own script has it. */
export const stochasticRsiK = define({
  name: "stochrsi_k",
  needs: (n = 1, m = 1, k = 1) => n + m + k - 1,
  make: (n = 1, m = 1, k = 1) => chained(chained(rsi.make(n), ownPlace(m)), sma.make(k)),
});
export const stochasticRsiD = define({
  name: "stochrsi_d",
  needs: (n = 1, m = 1, k = 1, d = 1) => n + m + k + d - 2,
  make: (n = 1, m = 1, k = 1, d = 1) => chained(stochasticRsiK.make(n, m, k), sma.make(d)),
});
