import { Folded } from "./folded.ts";
import { define } from "./indicator.ts";

const extreme = (name: string, better: (a: number, b: number) => number) =>
  define({
    name,
    needs: (n = 1) => n,
    make(n = 1) {
      const window = new Folded(n, better);
      return { next: (x) => window.next(x) };
    },
  });

/**
 * The Donchian channel's sides: highest(high, n) and lowest(low, n). This candle is within the window, so a breakout
 * compares with the one before: close > highest(high, 20)[1].
 */
export const highest = extreme("highest", Math.max);
export const lowest = extreme("lowest", Math.min);
