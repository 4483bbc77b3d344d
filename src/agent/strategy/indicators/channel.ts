import { highest, lowest } from "./donchian.ts";
import { define } from "./indicator.ts";
import { Window } from "./window.ts";

/** The Donchian channel of the last n candles: its sides, and the middle between them. */
export const donchianUpper = define({
  name: "dc_upper",
  needs: (n = 1) => n,
  make(n = 1) {
    const top = highest.make(n);
    return { next: (_x, candle) => top.next(candle.high, candle) };
  },
});
export const donchianLower = define({
  name: "dc_lower",
  needs: (n = 1) => n,
  make(n = 1) {
    const bottom = lowest.make(n);
    return { next: (_x, candle) => bottom.next(candle.low, candle) };
  },
});
export const donchianMiddle = define({
  name: "dc_mid",
  needs: (n = 1) => n,
  make(n = 1) {
    const [top, bottom] = [donchianUpper.make(n), donchianLower.make(n)];
    return { next: (x, candle) => (top.next(x, candle) + bottom.next(x, candle)) / 2 };
  },
});

/** Ichimoku's conversion and base lines (Hosoda 1969): such middles, usually of 9 and of 26 candles. */
export const ichimokuConversion = define({ ...donchianMiddle, name: "ichimoku_conversion" });
export const ichimokuBase = define({ ...donchianMiddle, name: "ichimoku_base" });

/**
 * The cloud as it stands over this candle: what its two lines were `shift` - 1 candles ago, as TradingView draws them.
 * The lagging line would be a close of the future and has no function.
 */
export const ichimokuA = define({
  name: "ichimoku_a",
  needs: (conversion = 9, base = 26, shift = 26) => Math.max(conversion, base) + shift - 1,
  make(conversion = 9, base = 26, shift = 26) {
    const [quick, calm, past] = [donchianMiddle.make(conversion), donchianMiddle.make(base), new Window(shift)];
    return {
      next(x, candle) {
        past.push((quick.next(x, candle) + calm.next(x, candle)) / 2);
        return past.oldest;
      },
    };
  },
});
export const ichimokuB = define({
  name: "ichimoku_b",
  needs: (n = 52, shift = 26) => n + shift - 1,
  make(n = 52, shift = 26) {
    const [middle, past] = [donchianMiddle.make(n), new Window(shift)];
    return {
      next(x, candle) {
        past.push(middle.next(x, candle));
        return past.oldest;
      },
    };
  },
});
