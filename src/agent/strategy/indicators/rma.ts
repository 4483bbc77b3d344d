import { define } from "./indicator.ts";
import { recur } from "./recur.ts";

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
    const isSeeding = (): boolean => seen < n;
    const next = (x: number): number => {
      if (Number.isNaN(x)) return Number.NaN;
      if (!isSeeding()) return (mean = weight * x + rest * mean);
      seen++;
      // The running mean of what was seen: it is the simple mean when the last of the n has come.
      mean += (x - mean) / seen;
      return isSeeding() ? Number.NaN : mean;
    };
    return {
      next,
      fill(xs, out, { length }) {
        let row = 0;
        for (; row < length && isSeeding(); row++) out[row] = next(xs[row]!);
        mean = recur(xs, out, { weight, rest, mean, from: row, to: length });
      },
    };
  },
});
