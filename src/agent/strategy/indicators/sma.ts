import { Folded } from "./folded.ts";
import { define } from "./indicator.ts";

/** The fold of sums. */
export const plus = (older: number, newer: number): number => older + newer;

/** Simple mean of the last n. What left the window is not subtracted but never summed: nothing drifts. */
export const sma = define({
  name: "sma",
  needs: (n = 1) => n,
  make(n = 1) {
    const sums = new Folded(n, plus);
    return { next: (x) => sums.next(x) / n };
  },
});
