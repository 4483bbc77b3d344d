import { define } from "./indicator.ts";
import { Window } from "./window.ts";

/** Rate of change over n candles in percent: 100 (x - x[n]) / x[n] (TradingView's ta.roc); NaN from zero. */
export const roc = define({
  name: "roc",
  needs: (n = 1) => n + 1,
  make(n = 1) {
    const window = new Window(n + 1);
    return {
      next(x) {
        window.push(x);
        const base = window.oldest;
        return base === 0 ? Number.NaN : (100 * (x - base)) / base;
      },
    };
  },
});
