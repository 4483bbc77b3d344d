import { atr } from "./atr.ts";
import { define } from "./indicator.ts";

/** Where the line is, and which way: 1 below a rising market, -1 above a falling one. */
interface Line {
  readonly value: number;
  readonly direction: 1 | -1;
}

/**
 * Supertrend (Seban): hl2 and k atr either side, each band held until price closes beyond it. Step by step TradingView's
 * ta.supertrend, but for the sign of the direction, which is 1 in a rising market here and -1 there.
 */
function follow(n: number, k: number) {
  const range = atr.make(n);
  let [upper, lower, close, line] = [Number.NaN, Number.NaN, Number.NaN, null as Line | null];
  return (...[x, candle]: Parameters<typeof range.next>): Line | null => {
    const width = k * range.next(x, candle);
    if (Number.isNaN(width)) {
      close = candle.close;
      return null;
    }
    const middle = (candle.high + candle.low) / 2;
    const [above, below] = [middle + width, middle - width];
    const [upperBefore, lowerBefore] = [upper, lower];
    // A comparison with NaN is false: without a band before it the first one stands.
    lower = below <= lowerBefore && close >= lowerBefore ? lowerBefore : below;
    upper = above >= upperBefore && close <= upperBefore ? upperBefore : above;
    close = candle.close;
    const wasAbove = line === null || line.direction === -1;
    const direction = line === null ? -1 : wasAbove ? (close > upper ? 1 : -1) : close < lower ? -1 : 1;
    return (line = { value: direction === 1 ? lower : upper, direction });
  };
}

const of = (name: string, pick: (line: Line) => number) =>
  define({
    name,
    needs: (n = 10) => n,
    make(n = 10, k = 3) {
      const next = follow(n, k);
      return {
        next(x, candle) {
          const line = next(x, candle);
          return line === null ? Number.NaN : pick(line);
        },
      };
    },
  });

export const supertrend = of("supertrend", ({ value }) => value);
export const supertrendDirection = of("supertrend_dir", ({ direction }) => direction);
