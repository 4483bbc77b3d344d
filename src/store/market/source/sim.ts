import type { Money } from "../../money.ts";
import { type Timestamp, timeframeMs, type Timeframe } from "../../time.ts";
import { syntheticMarket } from "../synthetic/market.ts";
import type { MarketSource } from "./source.ts";

export interface SimOptions {
  readonly seed: string;
  readonly epoch: Timestamp;
  readonly historyBars: number;
  readonly symbols: readonly string[];
  readonly timeframe: Timeframe;
  readonly priceIncrement: (symbol: string) => Money;
}

/**
 * The synthetic market from its first candle on. The account opens at `epoch`; `historyBars` candles lie before it, so
 * that gate and agent walk one path and rules are warm when trading begins. A bar in which the venue is out is no tick.
 */
export function simSource({ epoch, historyBars, timeframe, ...options }: SimOptions): MarketSource {
  const length = timeframeMs(timeframe);
  const market = syntheticMarket({ ...options, timeframeMs: length, epoch: epoch - historyBars * length });
  return {
    next() {
      for (;;) {
        const { ts, candles } = market.next();
        if (candles.length === 0) continue;
        return { candleTs: ts, candles: new Map(candles.map(({ symbol, candle }) => [symbol, candle])) };
      }
    },
  };
}
