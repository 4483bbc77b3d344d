import { define } from "./indicator.ts";
import { Window } from "./window.ts";

/**
 * Commodity channel index (Lambert 1980): the distance from the mean of the last n in units of 0.015 mean absolute
 * deviations (TradingView's ta.cci); NaN where nothing moved. Lambert's own input is hlc3.
 */
export const cci = define({
  name: "cci",
  needs: (n = 1) => n,
  make(n = 1) {
    const window = new Window(n);
    return {
      next(x) {
        window.push(x);
        if (!window.isFull) return Number.NaN;
        let mean = 0;
        // In steps rather than as a sum: of equal values it is exactly that value.
        for (let age = 0; age < n; age++) mean += (window.at(age) - mean) / (age + 1);
        let away = 0;
        for (let age = 0; age < n; age++) away += Math.abs(window.at(age) - mean);
        return away > 0 ? (x - mean) / ((0.015 * away) / n) : Number.NaN;
      },
    };
  },
});
