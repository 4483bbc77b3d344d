import { define } from "./indicator.ts";

/**
 * Wilder's smoothing: weight 1 / n on the newest, seeded with the simple mean of the first n values
 * (New Concepts in Technical Trading Systems, 1978; TradingView's ta.rma).
 */
export const rma = define({
  name: "rma",
  needs: (n = 1) => n,
  make(n = 1) {
    let seen = 0;
    let mean = 0;
    return {
      next(x) {
        if (Number.isNaN(x)) return Number.NaN;
        // While seeding this is the running mean of what was seen, after it Wilder's recurrence: one formula.
        if (seen < n) seen++;
        mean += (x - mean) / seen;
        return seen < n ? Number.NaN : mean;
      },
    };
  },
});
