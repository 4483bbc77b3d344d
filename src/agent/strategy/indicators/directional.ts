import { define } from "./indicator.ts";
import { rma } from "./rma.ts";
import { trueRange } from "./true-range.ts";

/**
 * Wilder's directional indicators, 0 to 100: his smoothing of the movement up (or down) over that of the true range
 * (1978). Both start with the second candle, as in TradingView's ta.dmi. A range of nothing is 0.
 */
const directional = (name: string, side: 1 | -1) =>
  define({
    name,
    needs: (n = 1) => n + 1,
    make(n = 1) {
      const [moves, ranges, range] = [rma.make(n), rma.make(n), trueRange.make()];
      let before = { high: Number.NaN, low: Number.NaN };
      return {
        next(x, candle) {
          const [up, down] = [candle.high - before.high, before.low - candle.low];
          const wide = range.next(x, candle);
          before = { high: candle.high, low: candle.low };
          if (Number.isNaN(up)) return Number.NaN;
          const [own, other] = side === 1 ? [up, down] : [down, up];
          const move = moves.next(own > other && own > 0 ? own : 0, candle);
          const mean = ranges.next(wide, candle);
          if (Number.isNaN(mean)) return Number.NaN;
          return mean > 0 ? (100 * move) / mean : 0;
        },
      };
    },
  });

export const directionalPlus = directional("di_plus", 1);
export const directionalMinus = directional("di_minus", -1);
