import { DAY_MS } from "../../../store/time.ts";
import { define } from "./indicator.ts";

/**
 * Volume-weighted mean of hlc3 since midnight UTC, in price (TradingView's ta.vwap, sessions being UTC days).
 * NaN until the day has seen volume.
 */
export const vwap = define({
  name: "vwap",
  needs: () => 1,
  make() {
    let day = Number.NaN;
    let [value, volume] = [0, 0];
    return {
      next(_x, candle) {
        const today = Math.floor(candle.ts / DAY_MS);
        if (today !== day) [day, value, volume] = [today, 0, 0];
        value += ((candle.high + candle.low + candle.close) / 3) * candle.volume;
        volume += candle.volume;
        return volume > 0 ? value / volume : Number.NaN;
      },
    };
  },
});
