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
        return Number.isNaN(last) ? high - low : Math.max(high, last) - Math.min(low, last);
      },
    };
  },
});
