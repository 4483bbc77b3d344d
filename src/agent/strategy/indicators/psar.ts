import type { Candle } from "../../../store/market/candle.ts";
import { define } from "./indicator.ts";

interface Trend {
  readonly rising: boolean;
  readonly value: number;
  /** The furthest price of the trend. */
  readonly extreme: number;
  readonly acceleration: number;
}
type Range = Pick<Candle, "high" | "low">;

/**
 * Parabolic stop and reverse, in price (Wilder 1978): accelerates from `start` by `step` with each new extreme, up to
 * `max`. Step by step TradingView's ta.sar; the first trend is told by the first two closes.
 */
export const psar = define({
  name: "psar",
  needs: () => 2,
  make(start = 0.02, step = 0.02, max = 0.2) {
    let [trend, close] = [null as Trend | null, Number.NaN];
    let past: readonly Range[] = [];
    return {
      next(_x, candle) {
        const [last] = past;
        const isFirst = trend === null;
        const before = trend ?? (last === undefined ? null : begun(last, candle, candle.close > close, start));
        if (before !== null) trend = moved(before, candle, past, { start, step, max, isFirst });
        close = candle.close;
        past = last === undefined ? [rangeOf(candle)] : [rangeOf(candle), last];
        return trend === null ? Number.NaN : trend.value;
      },
    };
  },
});

const rangeOf = ({ high, low }: Candle): Range => ({ high, low });

const begun = (last: Range, { high, low }: Range, rising: boolean, start: number): Trend => ({
  rising,
  value: rising ? last.low : last.high,
  extreme: rising ? high : low,
  acceleration: start,
});

interface Pace {
  readonly start: number;
  readonly step: number;
  readonly max: number;
  readonly isFirst: boolean;
}

function moved(before: Trend, { high, low }: Range, past: readonly Range[], pace: Pace): Trend {
  let { rising, extreme, acceleration } = before;
  let value = before.value + acceleration * (extreme - before.value);
  const turns = rising ? value > low : value < high;
  if (turns) {
    rising = !rising;
    value = rising ? Math.min(low, extreme) : Math.max(high, extreme);
    extreme = rising ? high : low;
    acceleration = pace.start;
  } else if (!pace.isFirst && (rising ? high > extreme : low < extreme)) {
    extreme = rising ? high : low;
    acceleration = Math.min(acceleration + pace.step, pace.max);
  }
  // It stays out of the range of the two candles before.
  for (const each of past) value = rising ? Math.min(value, each.low) : Math.max(value, each.high);
  return { rising, value, extreme, acceleration };
}
