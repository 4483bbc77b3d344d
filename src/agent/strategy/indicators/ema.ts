import { define } from "./indicator.ts";

/** Exponential mean: weight 2 / (n + 1) on the newest, seeded with the first value (TradingView's ta.ema). */
export const ema = define({
  name: "ema",
  needs: () => 1,
  make(n = 1) {
    const weight = 2 / (n + 1);
    let mean = Number.NaN;
    return {
      next(x) {
        if (Number.isNaN(x)) return Number.NaN;
        mean = Number.isNaN(mean) ? x : mean + weight * (x - mean);
        return mean;
      },
    };
  },
});
