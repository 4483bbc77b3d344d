import { define } from "./indicator.ts";
import { Window } from "./window.ts";

/** Simple mean of the last n, summed anew on every candle: a running sum would drift. */
export const sma = define({
  name: "sma",
  needs: (n = 1) => n,
  make(n = 1) {
    const window = new Window(n);
    return {
      next(x) {
        window.push(x);
        if (!window.isFull) return Number.NaN;
        let sum = 0;
        for (let age = 0; age < n; age++) sum += window.at(age);
        return sum / n;
      },
    };
  },
});
