import { define } from "./indicator.ts";
import { Window } from "./window.ts";

/** Share of the n values before this one that are not above it, 0 to 100 (TradingView's ta.percentrank). */
export const percentRank = define({
  name: "percentrank",
  needs: (n = 1) => n + 1,
  make(n = 1) {
    const window = new Window(n + 1);
    return {
      next(x) {
        window.push(x);
        if (!window.isFull) return Number.NaN;
        let [below, whole] = [0, 0];
        for (let age = 0; age < n; age++) {
          const value = window.at(age);
          if (value <= x) below++;
          if (!Number.isNaN(value)) whole++;
        }
        return whole === n && !Number.isNaN(x) ? (100 * below) / n : Number.NaN;
      },
    };
  },
});

/** The value that p percent of the last n do not exceed, by nearest rank (TradingView's ta.percentile_nearest_rank). */
export const percentile = define({
  name: "percentile",
  needs: (n = 1) => n,
  make(n = 1, p = 50) {
    const window = new Window(n);
    const sorted = new Float64Array(n);
    const rank = Math.min(n, Math.max(1, Math.ceil((p / 100) * n)));
    return {
      next(x) {
        window.push(x);
        if (!window.isFull) return Number.NaN;
        for (let age = 0; age < n; age++) sorted[age] = window.at(age);
        sorted.sort();
        // NaN sorts last: one of them in the window makes the whole of it unknown.
        return Number.isNaN(sorted[n - 1]) ? Number.NaN : (sorted[rank - 1] ?? Number.NaN);
      },
    };
  },
});
