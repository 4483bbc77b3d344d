import { fillFrom, type Step } from "./indicator.ts";

/** A step whose input is what another one gives: the atr is the rma of the true range. */
export function chained(first: Step, second: Step): Step {
  let between = new Float64Array(0);
  return {
    next: (x, candle) => second.next(first.next(x, candle), candle),
    fill(xs, out, block) {
      if (between.length < block.length) between = new Float64Array(block.length);
      fillFrom(first, xs, between, block);
      fillFrom(second, between, out, block);
    },
  };
}
