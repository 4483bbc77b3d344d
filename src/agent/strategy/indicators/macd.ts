import { ema } from "./ema.ts";
import { define, type Step } from "./indicator.ts";

/** Moving average convergence/divergence (Appel 1979): the fast ema less the slow one, in the units of x. */
export const macdLine = define({
  name: "macd_line",
  needs: () => 1,
  make(fast = 12, slow = 26) {
    const [quick, calm] = [ema.make(fast), ema.make(slow)];
    return { next: (x, candle) => quick.next(x, candle) - calm.next(x, candle) };
  },
});

/** The ema of the line. */
export const macdSignal = define({
  name: "macd_signal",
  needs: () => 1,
  make(fast = 12, slow = 26, signal = 9) {
    const [line, mean] = [macdLine.make(fast, slow), ema.make(signal)];
    return { next: (x, candle) => mean.next(line.next(x, candle), candle) };
  },
});

/** The line less its signal. */
export const macdHistogram = define({
  name: "macd_hist",
  needs: () => 1,
  make(fast = 12, slow = 26, signal = 9): Step {
    const [line, mean] = [macdLine.make(fast, slow), ema.make(signal)];
    return {
      next(x, candle) {
        const value = line.next(x, candle);
        return value - mean.next(value, candle);
      },
    };
  },
});
