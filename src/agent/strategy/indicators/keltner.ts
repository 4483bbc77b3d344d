import { ema } from "./ema.ts";
import { define } from "./indicator.ts";
import { trueRange } from "./true-range.ts";

const channel = (name: string, side: 1 | -1) =>
  define({
    name,
    needs: () => 1,
    make(n = 20, k = 2) {
      const [middle, ranges, range] = [ema.make(n), trueRange.make(), ema.make(n)];
      return {
        next: (x, candle) => middle.next(x, candle) + side * k * range.next(ranges.next(x, candle), candle),
      };
    },
  });

/** Keltner channel: the ema of x, and k emas of the true range either side (TradingView's ta.kc). */
export const keltnerMiddle = define({ ...ema, name: "kc_mid" });
export const keltnerUpper = channel("kc_upper", 1);
export const keltnerLower = channel("kc_lower", -1);
