import { atr, atrPercent } from "./atr.ts";
import { ema } from "./ema.ts";
import { define } from "./indicator.ts";
import { momentum } from "./momentum.ts";

/** Candles over which a trend is told, and how far of the wandering of as many is no chance any more. */
const [TREND_BARS, TREND_SHARE] = [50, 0.75];
/** Candles of one range, those of the mean it is held against, and the shares of that mean which are unusual. */
const [RANGE_BARS, MEAN_BARS, QUIET, WILD] = [14, 200, 0.75, 1.33];

/**
 * Which way a market goes: 1 or -1 when the close has moved more than 0.75 atr(50) √50 in 50 candles, else 0. Steps that
 * know nothing of each other wander with the root of their number, so that this is some 1.2 deviations of a market
 * without a trend (its true range is about 1.6 times the deviation of its steps): it is told so a fifth of the time.
 */
export const regimeTrend = define({
  name: "regime_trend",
  needs: () => TREND_BARS + 1,
  make() {
    const [moved, range] = [momentum.make(TREND_BARS), atr.make(TREND_BARS)];
    return {
      next(_x, candle) {
        const way = moved.next(candle.close, candle);
        const wander = TREND_SHARE * range.next(candle.close, candle) * Math.sqrt(TREND_BARS);
        if (Number.isNaN(way) || Number.isNaN(wander)) return Number.NaN;
        return Math.abs(way) > wander ? Math.sign(way) : 0;
      },
    };
  },
});

/**
 * How widely a market swings for its own habits: 1 when atr_pct(14) is more than 1.33 times its own ema over 200 candles,
 * -1 when it is at most 0.75 times that, else 0. Early on the mean knows only a few candles.
 */
export const regimeVolatility = define({
  name: "regime_volatility",
  needs: () => RANGE_BARS,
  make() {
    const [range, mean] = [atrPercent.make(RANGE_BARS), ema.make(MEAN_BARS)];
    return {
      next(x, candle) {
        const now = range.next(x, candle);
        const usual = mean.next(now, candle);
        if (Number.isNaN(usual)) return Number.NaN;
        return now > WILD * usual ? 1 : now <= QUIET * usual ? -1 : 0;
      },
    };
  },
});
