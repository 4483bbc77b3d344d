import { define } from "./indicator.ts";
import { carried, recurrence } from "./recur.ts";

/** Exponential mean: weight 2 / (n + 1) on the newest, seeded with the first value (TradingView's ta.ema). */
export const ema = define({
  name: "ema",
  needs: () => 1,
  make(n = 1) {
    const running = recurrence(2 / (n + 1));
    const { weight, rest } = running;
    return carried(running, {
      next(x) {
        if (Number.isNaN(x)) return Number.NaN;
        running.mean = Number.isNaN(running.mean) ? x : weight * x + rest * running.mean;
        return running.mean;
      },
      begin(xs, out, { length }) {
        let row = 0;
        for (; row < length && Number.isNaN(running.mean); row++) out[row] = running.mean = xs[row]!;
        return row;
      },
    });
  },
});
