import { define } from "./indicator.ts";

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
        let running = mean;
        for (let row = 0; row < length; row++) {
          const x = xs[row] ?? Number.NaN;
          // Only NaN differs from itself: the plain comparison is what the loop can afford.
          if (x !== x) out[row] = x;
          else out[row] = running = running !== running ? x : weight * x + rest * running;
        }
        mean = running;
      },
    };
  },
});
