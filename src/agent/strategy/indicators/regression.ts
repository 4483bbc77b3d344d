import { define } from "./indicator.ts";
import { Window } from "./window.ts";

/** Slope per candle and end of the straight line through a full window by least squares. */
function lineThrough(window: Window): { readonly slope: number; readonly end: number } {
  const { length: n } = window;
  const middle = (n - 1) / 2;
  let [sum, moment] = [0, 0];
  for (let age = 0; age < n; age++) {
    sum += window.at(age);
    moment += (age - middle) * window.at(age);
  }
  // Σ (age − middle)² of 0 … n − 1.
  const spread = (n * (n * n - 1)) / 12;
  const slope = n === 1 ? 0 : moment / spread;
  return { slope, end: sum / n + slope * middle };
}

const fitted = (name: string, pick: (line: ReturnType<typeof lineThrough>) => number) =>
  define({
    name,
    needs: (n = 1) => n,
    make(n = 1) {
      const window = new Window(n);
      return {
        next(x) {
          window.push(x);
          return window.isFull ? pick(lineThrough(window)) : Number.NaN;
        },
      };
    },
  });

/** Where the line of least squares through the last n ends (TradingView's ta.linreg), and its slope per candle. */
export const linearRegression = fitted("linreg", ({ end }) => end);
export const linearSlope = fitted("linreg_slope", ({ slope }) => slope);
