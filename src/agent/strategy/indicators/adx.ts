import { define } from "./indicator.ts";
import { rma } from "./rma.ts";

/**
 * Average directional index, 0 to 100: Wilder's smoothing of |+DI - -DI| / (+DI + -DI) (1978), n for both
 * smoothings. Movement starts at the second candle, as in TradingView's ta.dmi. No movement at all is 0.
 * The true range that divides both +DI and -DI cancels in this ratio, so it is not computed.
 */
export const adx = define({
  name: "adx",
  needs: (n = 1) => 2 * n,
  make(n = 1) {
    const [plus, minus, mean] = [rma.make(n), rma.make(n), rma.make(n)];
    let before = { high: Number.NaN, low: Number.NaN };
    return {
      next(_x, candle) {
        const [up, down] = [candle.high - before.high, before.low - candle.low];
        before = { high: candle.high, low: candle.low };
        if (Number.isNaN(up)) return Number.NaN;
        const rising = plus.next(up > down && up > 0 ? up : 0, candle);
        const falling = minus.next(down > up && down > 0 ? down : 0, candle);
        if (Number.isNaN(rising)) return Number.NaN;
        const sum = rising + falling;
        return mean.next(sum > 0 ? (100 * Math.abs(rising - falling)) / sum : 0, candle);
      },
    };
  },
});
