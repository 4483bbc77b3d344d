import type { Candle } from "../../store/market/candle.ts";
import type { Tick } from "../../store/market/source/source.ts";
import type { Timestamp } from "../../store/time.ts";

/** What is known of the candles that are not yet told, by symbol and open time. */
type Waiting = ReadonlyMap<string, ReadonlyMap<Timestamp, Candle>>;

export interface Closing {
  readonly waiting: Waiting;
  /** The newest candle seen of each symbol, the open one included. */
  readonly newest: ReadonlyMap<string, Timestamp>;
  readonly candleMs: number;
  /** How long a closed candle may still change, or a symbol without one be waited for. */
  readonly graceMs: number;
  readonly now: Timestamp;
}

/**
 * The earliest tick that is sure by now, or null. A candle is closed once its time is over and a newer one was seen, or
 * the grace after it; a tick waits for every symbol's that long, and then goes without those that did not trade.
 */
export function closedTick({ waiting, newest, candleMs, graceMs, now }: Closing): Tick | null {
  const times = [...waiting.values()].flatMap((candles) => [...candles.keys()]);
  const candleTs = Math.min(...times);
  const overBy = now - (candleTs + candleMs);
  if (!Number.isFinite(candleTs) || overBy < 0) return null;
  const isSure = (symbol: string) => (newest.get(symbol) ?? 0) > candleTs;
  if (overBy < graceMs && ![...waiting.keys()].every(isSure)) return null;
  const candles = new Map<string, Candle>();
  for (const [symbol, held] of waiting) {
    const candle = held.get(candleTs);
    if (candle !== undefined) candles.set(symbol, candle);
  }
  return { candleTs, candles };
}
