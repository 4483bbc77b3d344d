import { define } from "./indicator.ts";
import { momentsOver } from "./moments.ts";
import { Window } from "./window.ts";

/** (x - mean) / population deviation over the last n; NaN where nothing moved: a place without a scale is unknown. */
export const zscore = define({
  name: "zscore",
  needs: (n = 1) => n,
  make(n = 1) {
    const window = new Window(n);
    return {
      next(x) {
        const { mean, deviation } = momentsOver(window, x);
        return deviation > 0 ? (x - mean) / deviation : Number.NaN;
      },
    };
  },
});
