import { define } from "./indicator.ts";
import { recur } from "./recur.ts";

/** Exponential mean: weight 2 / (n + 1) on the newest, seeded with the first value (TradingView's ta.ema). */
export const ema = define({
  name: "ema",
  needs: () => 1,
  make(n = 1) {
    const weight = 2 / (n + 1);
    const rest = 1 - weight;
    let mean = Number.NaN;
    return {
      next(x) {
        if (Number.isNaN(x)) return Number.NaN;
        mean = Number.isNaN(mean) ? x : weight * x + rest * mean;
        return mean;
      },
      fill(xs, out, { length }) {
        let row = 0;
        for (; row < length && Number.isNaN(mean); row++) out[row] = mean = xs[row]!;
        mean = recur(xs, out, { weight, rest, mean, from: row, to: length });
      },
    };
  },
});
