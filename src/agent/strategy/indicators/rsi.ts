import { define } from "./indicator.ts";
import { rma } from "./rma.ts";

/**
 * Relative strength index, 0 to 100: 100 - 100 / (1 + gains / losses), both by Wilder's smoothing (1978).
 * Without losses it is 100, also when nothing moved at all, as TradingView's ta.rsi has it.
 */
export const rsi = define({
  name: "rsi",
  needs: (n = 1) => n + 1,
  make(n = 1) {
    const gains = rma.make(n);
    const losses = rma.make(n);
    let before = Number.NaN;
    return {
      next(x, candle) {
        const change = x - before;
        before = x;
        const gain = gains.next(Math.max(change, 0), candle);
        const loss = losses.next(Math.max(-change, 0), candle);
        if (Number.isNaN(gain)) return Number.NaN;
        return loss === 0 ? 100 : 100 - 100 / (1 + gain / loss);
      },
    };
  },
});
