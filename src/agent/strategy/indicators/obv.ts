import { define } from "./indicator.ts";

/**
 * On-balance volume (Granville 1963): volume added on a higher close, taken off on a lower one; 0 on the first
 * candle. Its level depends on where the candles begin; compare it with its own past only.
 */
export const obv = define({
  name: "obv",
  needs: () => 1,
  make() {
    let before = Number.NaN;
    let balance = 0;
    return {
      next(_x, { close, volume }) {
        if (close > before) balance += volume;
        else if (close < before) balance -= volume;
        before = close;
        return balance;
      },
    };
  },
});
