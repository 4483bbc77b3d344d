import type { Candle } from "../../../store/market/candle.ts";
import { Folded } from "./folded.ts";
import { define } from "./indicator.ts";
import { plus } from "./sma.ts";

/** Volume signed by where the close lies in its candle: all of it at the high, none in the middle (Chaikin). */
const flowOf = ({ high, low, close, volume }: Candle): number =>
  high > low ? ((close - low - (high - close)) / (high - low)) * volume : 0;

/** Accumulation/distribution: the sum of that since the first candle. Compare it with its own past only. */
export const accumulation = define({
  name: "ad",
  needs: () => 1,
  make() {
    let sum = 0;
    return { next: (_x, candle) => (sum += flowOf(candle)) };
  },
});

/** Chaikin money flow: the same over the last n candles, as a share of their volume, -1 to 1; NaN without volume. */
export const moneyFlow = define({
  name: "cmf",
  needs: (n = 1) => n,
  make(n = 1) {
    const [flows, volumes] = [new Folded(n, plus), new Folded(n, plus)];
    return {
      next(_x, candle) {
        const [flow, volume] = [flows.next(flowOf(candle)), volumes.next(candle.volume)];
        return volume > 0 ? flow / volume : Number.NaN;
      },
    };
  },
});

/**
 * Money flow index, 0 to 100 (Quong & Soudack 1989): as the rsi, of hlc3 × volume on candles that rose against those
 * that fell, summed over n. It starts with the second candle, as in TA-Lib. Without any that fell it is 100.
 */
export const moneyFlowIndex = define({
  name: "mfi",
  needs: (n = 1) => n + 1,
  make(n = 1) {
    const [rises, falls] = [new Folded(n, plus), new Folded(n, plus)];
    let before = Number.NaN;
    return {
      next(_x, { high, low, close, volume }) {
        const price = (high + low + close) / 3;
        const last = before;
        before = price;
        if (Number.isNaN(last)) return Number.NaN;
        const rise = rises.next(price > last ? price * volume : 0);
        const fall = falls.next(price < last ? price * volume : 0);
        if (Number.isNaN(rise)) return Number.NaN;
        return fall === 0 ? 100 : 100 - 100 / (1 + rise / fall);
      },
    };
  },
});
