import type { CandleColumns } from "../../../store/market/candle.ts";
import { fillFrom, type Step } from "./indicator.ts";

/** A step whose input is what another one gives: the atr is the rma of the true range. */
export function chained(first: Step, second: Step): Step {
  let between = new Float64Array(0);
  const begin = (xs: Float64Array, block: CandleColumns): Float64Array => {
    if (between.length < block.length) between = new Float64Array(block.length);
    fillFrom(first, xs, between, block);
    return between;
  };
  const { start } = second;
  return {
    next: (x, candle) => second.next(first.next(x, candle), candle),
    fill: (xs, out, block) => fillFrom(second, begin(xs, block), out, block),
    ...(start && { start: (xs, out, block) => start(begin(xs, block), out, block) }),
  };
}
