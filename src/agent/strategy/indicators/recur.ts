import type { CandleColumns } from "../../../store/market/candle.ts";
import type { Step } from "./indicator.ts";

/**
 * A running mean that waits to be carried over a block: mean = weight × x + rest × mean, row by row. NaN is passed on and
 * skipped. One object for the life of its step, which sets `xs`, `out` and `from` for each block.
 */
export interface Recurrence {
  readonly weight: number;
  readonly rest: number;
  /** What it came to on the last row; NaN before the first value. */
  mean: number;
  xs: Float64Array;
  out: Float64Array;
  /** First row that is not worked out yet: those before it were needed to begin. */
  from: number;
}

const NONE = new Float64Array(0);

/** One that has seen nothing, with that weight on the newest value. */
export const recurrence = (weight: number, mean = Number.NaN): Recurrence => ({
  weight,
  rest: 1 - weight,
  mean,
  xs: NONE,
  out: NONE,
  from: 0,
});

/** What a step with a running mean says for itself. */
interface Beginning {
  readonly next: (x: number) => number;
  /** Works out the rows of a block that come before its mean runs, and says how many those are. */
  readonly begin: (xs: Float64Array, out: Float64Array, block: CandleColumns) => number;
}

/** A step that leaves its running mean to whoever carries several at once. */
export function carried(running: Recurrence, { next, begin }: Beginning): Step {
  const start = (xs: Float64Array, out: Float64Array, block: CandleColumns): Recurrence => {
    running.from = begin(xs, out, block);
    running.xs = xs;
    running.out = out;
    return running;
  };
  return { next, start, fill: (xs, out, block) => recur(start(xs, out, block), block.length) };
}

/**
 * Carries them to the row before `to`. In a running mean every row waits for the one before it, so that a processor that
 * goes through one of them alone mostly waits: three that know nothing of each other take little longer than one.
 */
export function recurAll(all: readonly Recurrence[], to: number): void {
  let at = 0;
  for (; at + 2 < all.length; at += 3) three(all[at]!, all[at + 1]!, all[at + 2]!, to);
  if (at + 1 < all.length) two(all[at]!, all[at + 1]!, to);
  else if (at < all.length) recur(all[at]!, to);
}

/** The same for one. */
export function recur(recurrent: Recurrence, to: number): void {
  const { weight, rest, xs, out, from } = recurrent;
  let running = recurrent.mean;
  for (let row = from; row < to; row++) {
    running = weight * xs[row]! + rest * running;
    out[row] = running;
  }
  keep(recurrent, running, from, to);
}

/**
 * NaN that came in stays to the end, so that one look there tells whether the rows could be walked as if there were none:
 * a question on every row would cost a third of the work. A mean that has not begun is none that was spoilt.
 */
const isWhole = (mean: number, { mean: before }: Recurrence): boolean => !Number.isNaN(mean) || Number.isNaN(before);

/** Once more, where there is NaN among the values: it is passed on and skipped. */
function past(recurrent: Recurrence, from: number, to: number): void {
  const { weight, rest, xs, out } = recurrent;
  let running = recurrent.mean;
  for (let row = from; row < to; row++) {
    const next = weight * xs[row]! + rest * running;
    out[row] = next;
    running = Number.isNaN(next) ? running : next;
  }
  recurrent.mean = running;
}

function two(a: Recurrence, b: Recurrence, to: number): void {
  const from = Math.max(a.from, b.from);
  for (const each of [a, b]) recur(each, from);
  const [aWeight, bWeight, aRest, bRest] = [a.weight, b.weight, a.rest, b.rest];
  const [aIn, bIn, aOut, bOut] = [a.xs, b.xs, a.out, b.out];
  let [aMean, bMean] = [a.mean, b.mean];
  for (let row = from; row < to; row++) {
    aMean = aWeight * aIn[row]! + aRest * aMean;
    bMean = bWeight * bIn[row]! + bRest * bMean;
    aOut[row] = aMean;
    bOut[row] = bMean;
  }
  keep(a, aMean, from, to);
  keep(b, bMean, from, to);
}

function three(a: Recurrence, b: Recurrence, c: Recurrence, to: number): void {
  const from = Math.max(a.from, b.from, c.from);
  for (const each of [a, b, c]) recur(each, from);
  const [aWeight, bWeight, cWeight] = [a.weight, b.weight, c.weight];
  const [aRest, bRest, cRest] = [a.rest, b.rest, c.rest];
  const [aIn, bIn, cIn] = [a.xs, b.xs, c.xs];
  const [aOut, bOut, cOut] = [a.out, b.out, c.out];
  let [aMean, bMean, cMean] = [a.mean, b.mean, c.mean];
  for (let row = from; row < to; row++) {
    aMean = aWeight * aIn[row]! + aRest * aMean;
    bMean = bWeight * bIn[row]! + bRest * bMean;
    cMean = cWeight * cIn[row]! + cRest * cMean;
    aOut[row] = aMean;
    bOut[row] = bMean;
    cOut[row] = cMean;
  }
  keep(a, aMean, from, to);
  keep(b, bMean, from, to);
  keep(c, cMean, from, to);
}

function keep(recurrent: Recurrence, mean: number, from: number, to: number): void {
  if (isWhole(mean, recurrent)) recurrent.mean = mean;
  else past(recurrent, from, to);
}
