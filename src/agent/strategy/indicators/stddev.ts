import { define } from "./indicator.ts";
import { momentsOver } from "./moments.ts";
import { Window } from "./window.ts";

/** Population standard deviation of the last n (TradingView's ta.stdev). */
export const stddev = define({
  name: "stddev",
  needs: (n = 1) => n,
  make(n = 1) {
    const window = new Window(n);
    return { next: (x) => momentsOver(window, x).deviation };
  },
});
