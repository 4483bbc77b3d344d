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

/** The same for one. The loop is written without a branch: one between two rows would double the wait. */
export function recur(recurrent: Recurrence, to: number): void {
  const { weight, rest, xs, out } = recurrent;
  let running = recurrent.mean;
  for (let row = recurrent.from; row < to; row++) {
    const next = weight * xs[row]! + rest * running;
    out[row] = next;
    // Only NaN differs from itself.
    running = next === next ? next : running;
  }
  recurrent.mean = running;
}

function two(a: Recurrence, b: Recurrence, to: number): void {
  const from = Math.max(a.from, b.from);
  for (const each of [a, b]) recur(each, from);
  const [aWeight, bWeight, aRest, bRest] = [a.weight, b.weight, a.rest, b.rest];
  const [aIn, bIn, aOut, bOut] = [a.xs, b.xs, a.out, b.out];
  let [aRunning, bRunning] = [a.mean, b.mean];
  for (let row = from; row < to; row++) {
    const aNext = aWeight * aIn[row]! + aRest * aRunning;
    const bNext = bWeight * bIn[row]! + bRest * bRunning;
    aOut[row] = aNext;
    bOut[row] = bNext;
    aRunning = aNext === aNext ? aNext : aRunning;
    bRunning = bNext === bNext ? bNext : bRunning;
  }
  a.mean = aRunning;
  b.mean = bRunning;
}

function three(a: Recurrence, b: Recurrence, c: Recurrence, to: number): void {
  const from = Math.max(a.from, b.from, c.from);
  for (const each of [a, b, c]) recur(each, from);
  const [aWeight, bWeight, cWeight] = [a.weight, b.weight, c.weight];
  const [aRest, bRest, cRest] = [a.rest, b.rest, c.rest];
  const [aIn, bIn, cIn] = [a.xs, b.xs, c.xs];
  const [aOut, bOut, cOut] = [a.out, b.out, c.out];
  let [aRunning, bRunning, cRunning] = [a.mean, b.mean, c.mean];
  for (let row = from; row < to; row++) {
    const aNext = aWeight * aIn[row]! + aRest * aRunning;
    const bNext = bWeight * bIn[row]! + bRest * bRunning;
    const cNext = cWeight * cIn[row]! + cRest * cRunning;
    aOut[row] = aNext;
    bOut[row] = bNext;
    cOut[row] = cNext;
    aRunning = aNext === aNext ? aNext : aRunning;
    bRunning = bNext === bNext ? bNext : bRunning;
    cRunning = cNext === cNext ? cNext : cRunning;
  }
  a.mean = aRunning;
  b.mean = bRunning;
  c.mean = cRunning;
}
