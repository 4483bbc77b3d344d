import { define } from "./indicator.ts";
import { Window } from "./window.ts";

/** x - x[n], in the units of x (TradingView's ta.mom, and its ta.change with a length). */
export const momentum = define({
  name: "momentum",
  needs: (n = 1) => n + 1,
  make(n = 1) {
    const window = new Window(n + 1);
    return {
      next(x) {
        window.push(x);
        return x - window.oldest;
      },
    };
  },
});

/** The same under the name that TradingView users look for. */
export const change = define({ ...momentum, name: "change" });
