import { define } from "./indicator.ts";

/**
 * Wilder's smoothing: weight 1 / n on the newest, seeded with the simple mean of the first n values
 * (New Concepts in Technical Trading Systems, 1978; TradingView's ta.rma).
 */
export const rma = define({
  name: "rma",
  needs: (n = 1) => n,
  make(n = 1) {
    const weight = 1 / n;
    const rest = 1 - weight;
    let seen = 0;
    let mean = 0;
    const next = (x: number): number => {
      if (Number.isNaN(x)) return Number.NaN;
      if (seen >= n) return (mean = weight * x + rest * mean);
      seen++;
      // The running mean of what was seen: it is the simple mean when the last of the n has come.
      mean += (x - mean) / seen;
      return seen < n ? Number.NaN : mean;
    };
    return {
      next,
      fill(xs, out, { length }) {
        let running = mean;
        for (let row = 0; row < length; row++) {
          const x = xs[row] ?? Number.NaN;
          if (seen < n) {
            out[row] = next(x);
            running = mean;
          } else out[row] = x !== x ? x : (running = weight * x + rest * running);
        }
        mean = running;
      },
    };
  },
});
