import { define } from "./indicator.ts";
import { type Moments, momentsOver } from "./moments.ts";
import { sma } from "./sma.ts";
import { Window } from "./window.ts";

const banded = (name: string, place: (moments: Moments, k: number, x: number) => number) =>
  define({
    name,
    needs: (n = 1) => n,
    make(n = 1, k = 2) {
      const window = new Window(n);
      return { next: (x) => place(momentsOver(window, x), k, x) };
    },
  });

/** Bollinger bands: the simple mean of the last n, and k population deviations either side (TradingView's ta.bb). */
export const bollingerMiddle = define({ ...sma, name: "bb_mid" });
export const bollingerUpper = banded("bb_upper", ({ mean, deviation }, k) => mean + k * deviation);
export const bollingerLower = banded("bb_lower", ({ mean, deviation }, k) => mean - k * deviation);
/** Where x lies between them: 0 at the lower, 1 at the upper (%B); NaN where they are one. */
export const bollingerPlace = banded("bb_pct", ({ mean, deviation }, k, x) => {
  const half = k * deviation;
  return half > 0 ? (x - mean + half) / (2 * half) : Number.NaN;
});
