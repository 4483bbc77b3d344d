import { Folded } from "./folded.ts";
import { define } from "./indicator.ts";
import { plus } from "./sma.ts";
import { Window } from "./window.ts";

const [FAST, SLOW] = [2 / (2 + 1), 2 / (30 + 1)];

/**
 * Kaufman's adaptive mean (Smarter Trading, 1995): an exponential mean whose weight runs from that of 30 candles in a
 * market that goes nowhere to that of 2 in one that goes straight. Seeded with the value before its first, as in TA-Lib.
 */
export const kama = define({
  name: "kama",
  needs: (n = 1) => n + 1,
  make(n = 1) {
    const [past, ways] = [new Window(n + 1), new Folded(n, plus)];
    let [before, mean] = [Number.NaN, Number.NaN];
    return {
      next(x) {
        past.push(x);
        const way = ways.next(Number.isNaN(before) && !past.isFull ? 0 : Math.abs(x - before));
        const last = before;
        before = x;
        const moved = Math.abs(x - past.oldest);
        if (Number.isNaN(moved) || Number.isNaN(way)) return Number.NaN;
        const efficiency = way > 0 ? moved / way : 0;
        const weight = (efficiency * (FAST - SLOW) + SLOW) ** 2;
        const from = Number.isNaN(mean) ? last : mean;
        mean = from + weight * (x - from);
        return mean;
      },
    };
  },
});
