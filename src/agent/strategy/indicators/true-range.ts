import { define } from "./indicator.ts";

/**
 * True range in price: max(high, last close) - min(low, last close) (Wilder 1978). The first candle has no close
 * before it and gives high - low (TradingView's ta.tr(true)).
 */
export const trueRange = define({
  name: "true_range",
  needs: () => 1,
  make() {
    let before = Number.NaN;
    return {
      next(_x, { high, low, close }) {
        const last = before;
        before = close;
        return Number.isNaN(last) ? high - low : (last > high ? last : high) - (last < low ? last : low);
      },
      fill(_xs, out, { high, low, close, length }) {
        let last = before;
        for (let row = 0; row < length; row++) {
          const top = high[row]!;
          const bottom = low[row]!;
          // A comparison with NaN is false: without a last close this is high - low.
          out[row] = (last > top ? last : top) - (last < bottom ? last : bottom);
          last = close[row]!;
        }
        before = last;
      },
    };
  },
});
