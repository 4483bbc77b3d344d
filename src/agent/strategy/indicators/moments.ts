import type { Window } from "./window.ts";

/** Mean and population standard deviation (divided by n, as TradingView's ta.stdev). */
export interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Moments of a full window in one pass by Welford's recurrence (Technometrics 4, 1962): no difference of large sums,
 * and exactly zero deviation for equal values.
 */
function momentsOf(window: Window): Moments {
  let mean = 0;
  let squares = 0;
  for (let age = 0; age < window.length; age++) {
    const value = window.at(age);
    const delta = value - mean;
    mean += delta / (age + 1);
    squares += delta * (value - mean);
  }
  return { mean, deviation: Math.sqrt(squares / window.length) };
}

/** Moments of the last n values pushed, NaN until there are n. */
export function momentsOver(window: Window, value: number): Moments {
  window.push(value);
  return window.isFull ? momentsOf(window) : { mean: Number.NaN, deviation: Number.NaN };
}
