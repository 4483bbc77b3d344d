import type { Candle } from "../candle.ts";
import type { MarketSource } from "./source.ts";

/** Recorded candles of one or more symbols, merged by open time; a gap in one symbol is a tick without it. */
export function replaySource(recorded: ReadonlyMap<string, readonly Candle[]>): MarketSource {
  const cursors = [...recorded].map(([symbol, candles]) => ({ symbol, candles, at: 0 }));
  return {
    next() {
      const heads = cursors.map(({ candles, at }) => candles[at]?.ts ?? Number.POSITIVE_INFINITY);
      const candleTs = Math.min(...heads);
      if (!Number.isFinite(candleTs)) return null;
      const candles = new Map<string, Candle>();
      for (const cursor of cursors) {
        const candle = cursor.candles[cursor.at];
        if (candle?.ts !== candleTs) continue;
        candles.set(cursor.symbol, candle);
        cursor.at += 1;
      }
      return { candleTs, candles };
    },
  };
}
