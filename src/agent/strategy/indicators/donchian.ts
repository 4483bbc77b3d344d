import { define } from "./indicator.ts";
import { Window } from "./window.ts";

const extreme = (name: string, better: (a: number, b: number) => number) =>
  define({
    name,
    needs: (n = 1) => n,
    make(n = 1) {
      const window = new Window(n);
      return {
        next(x) {
          window.push(x);
          if (!window.isFull) return Number.NaN;
          let best = window.at(0);
          for (let age = 1; age < n; age++) best = better(best, window.at(age));
          return best;
        },
      };
    },
  });

/**
 * The Donchian channel's sides: highest(high, n) and lowest(low, n). This candle is within the window, so a breakout
 * compares with the one before: close > highest(high, 20)[1].
 */
export const highest = extreme("highest", Math.max);
export const lowest = extreme("lowest", Math.min);
