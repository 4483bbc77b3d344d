import { chained } from "./chained.ts";
import { ema } from "./ema.ts";
import { Folded } from "./folded.ts";
import { define } from "./indicator.ts";
import { plus } from "./sma.ts";
import { wma } from "./wma.ts";

/**
 * Hull's mean (2005): wma over √n of 2 wma(x, n/2) - wma(x, n), lengths rounded down, as TradingView's own script has it.
 * The two means agree on a straight line and the difference doubles the nearer one's lead.
 */
export const hma = define({
  name: "hma",
  needs: (n = 1) => n + Math.floor(Math.sqrt(n)) - 1,
  make(n = 1) {
    const [near, far] = [wma.make(Math.max(1, Math.floor(n / 2))), wma.make(n)];
    const ahead = { next: (...given: Parameters<typeof near.next>) => 2 * near.next(...given) - far.next(...given) };
    return chained(ahead, wma.make(Math.max(1, Math.floor(Math.sqrt(n)))));
  },
});

/** Mean of the last n weighted by volume (TradingView's ta.vwma); NaN while none of them has any. */
export const vwma = define({
  name: "vwma",
  needs: (n = 1) => n,
  make(n = 1) {
    const [values, volumes] = [new Folded(n, plus), new Folded(n, plus)];
    return {
      next(x, { volume }) {
        const [value, total] = [values.next(x * volume), volumes.next(volume)];
        return total > 0 ? value / total : Number.NaN;
      },
    };
  },
});

/** Double exponential mean (Mulloy 1994): 2 ema - ema of the ema. */
export const dema = define({
  name: "dema",
  needs: () => 1,
  make(n = 1) {
    const [first, second] = [ema.make(n), ema.make(n)];
    return {
      next(x, candle) {
        const once = first.next(x, candle);
        return 2 * once - second.next(once, candle);
      },
    };
  },
});

/** Triple exponential mean (Mulloy 1994): 3 ema - 3 ema of the ema + ema of that. */
export const tema = define({
  name: "tema",
  needs: () => 1,
  make(n = 1) {
    const [first, second, third] = [ema.make(n), ema.make(n), ema.make(n)];
    return {
      next(x, candle) {
        const once = first.next(x, candle);
        const twice = second.next(once, candle);
        return 3 * (once - twice) + third.next(twice, candle);
      },
    };
  },
});
