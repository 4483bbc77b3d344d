import { chained } from "./chained.ts";
import { define } from "./indicator.ts";
import { rma } from "./rma.ts";
import { trueRange } from "./true-range.ts";

/** Average true range in price: Wilder's smoothing of the true range (1978; TradingView's ta.atr). */
export const atr = define({
  name: "atr",
  needs: (n = 1) => n,
  make: (n = 1) => chained(trueRange.make(), rma.make(n)),
});

const percentOfClose = (name: string) =>
  define({
    name,
    needs: (n = 1) => n,
    make(n = 1) {
      const range = atr.make(n);
      return {
        next: (x, candle) => (range.next(x, candle) / candle.close) * 100,
        fill(xs, out, block) {
          range.fill?.(xs, out, block);
          const { close, length } = block;
          for (let row = 0; row < length; row++) out[row] = ((out[row] ?? 0) / (close[row] ?? 0)) * 100;
        },
      };
    },
  });

/** The same in percent of the close: comparable across prices and instruments. */
export const atrPercent = percentOfClose("atr_pct");
/** The name under which the literature has it: normalized atr (Forman 2006). */
export const natr = percentOfClose("natr");
