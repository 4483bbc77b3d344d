import { define } from "./indicator.ts";
import { Window } from "./window.ts";

/** Mean of the last n, weighted n for the newest down to 1 for the oldest (TradingView's ta.wma). */
export const wma = define({
  name: "wma",
  needs: (n = 1) => n,
  make(n = 1) {
    const window = new Window(n);
    const weights = (n * (n + 1)) / 2;
    return {
      next(x) {
        window.push(x);
        if (!window.isFull) return Number.NaN;
        let sum = 0;
        for (let age = 0; age < n; age++) sum += (age + 1) * window.at(age);
        return sum / weights;
      },
    };
  },
});
