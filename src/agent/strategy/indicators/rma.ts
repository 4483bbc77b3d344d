import { define } from "./indicator.ts";
import { carried, recurrence } from "./recur.ts";

/**
 * Wilder's smoothing: weight 1 / n on the newest, seeded with the simple mean of the first n values
 * (New Concepts in Technical Trading Systems, 1978; TradingView's ta.rma).
 */
export const rma = define({
  name: "rma",
  needs: (n = 1) => n,
  make(n = 1) {
    const running = recurrence(1 / n, 0);
    const { weight, rest } = running;
    let seen = 0;
    const isSeeding = (): boolean => seen < n;
    const next = (x: number): number => {
      if (Number.isNaN(x)) return Number.NaN;
      if (!isSeeding()) return (running.mean = weight * x + rest * running.mean);
      seen++;
      // The running mean of what was seen: it is the simple mean when the last of the n has come.
      running.mean += (x - running.mean) / seen;
      return isSeeding() ? Number.NaN : running.mean;
    };
    return carried(running, {
      next,
      begin(xs, out, { length }) {
        let row = 0;
        for (; row < length && isSeeding(); row++) out[row] = next(xs[row]!);
        return row;
      },
    });
  },
});
