import { define } from "./indicator.ts";
import { rma } from "./rma.ts";
import { trueRange } from "./true-range.ts";

/** Average true range in price: Wilder's smoothing of the true range (1978; TradingView's ta.atr). */
export const atr = define({
  name: "atr",
  needs: (n = 1) => n,
  make(n = 1) {
    const [range, mean] = [trueRange.make(), rma.make(n)];
    return { next: (x, candle) => mean.next(range.next(x, candle), candle) };
  },
});

/** The same in percent of the close: comparable across prices and instruments. */
export const atrPercent = define({
  name: "atr_pct",
  needs: (n = 1) => n,
  make(n = 1) {
    const range = atr.make(n);
    return { next: (x, candle) => (range.next(x, candle) / candle.close) * 100 };
  },
});
