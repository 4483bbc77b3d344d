import type { Candle } from "../candle.ts";
import type { Timestamp } from "../../time.ts";

/** The candles of one tick of the market clock: all have the open time `candleTs`, keyed by symbol. */
export interface Tick {
  readonly candleTs: Timestamp;
  readonly candles: ReadonlyMap<string, Candle>;
}

/** A market that can be walked candle by candle: the same walk from the start gives the same ticks. */
export interface MarketSource {
  /** The next tick, or null when there is none left. */
  next(): Tick | null;
}

/** The source with its first `count` ticks behind it. */
export function advanced(source: MarketSource, count: number): MarketSource {
  for (let i = 0; i < count; i += 1) if (source.next() === null) break;
  return source;
}
