import type { Candle } from "../../../store/market/candle.ts";
import { define } from "./indicator.ts";
import { Window } from "./window.ts";

/**
 * Aroon (Chande 1995), 0 to 100: how lately the highest high (or the lowest low) of the last n + 1 candles was, 100 being
 * now. Of equals the newest counts, as in TA-Lib.
 */
const aroon = (name: string, valueOf: (candle: Candle) => number) =>
  define({
    name,
    needs: (n = 1) => n + 1,
    make(n = 1) {
      const window = new Window(n + 1);
      return {
        next(_x, candle) {
          window.push(valueOf(candle));
          if (!window.isFull) return Number.NaN;
          let best = 0;
          for (let age = 1; age <= n; age++) if (window.at(age) >= window.at(best)) best = age;
          return (100 * best) / n;
        },
      };
    },
  });

export const aroonUp = aroon("aroon_up", ({ high }) => high);
// The lowest low is the highest of what is below zero.
export const aroonDown = aroon("aroon_down", ({ low }) => -low);
