import type { Candle } from "../../store/market/candle.ts";
import type { Timestamp } from "../../store/time.ts";
import type { Word } from "./doubt.ts";

/** The candles that closed together, once, in order. */
export interface ClosedTick {
  /** Counts ticks: the gate's number in sim and replay, the open time over the candle's length with real data. */
  readonly n: number;
  /** When they closed: the market's time. */
  readonly at: Timestamp;
  readonly candleTs: Timestamp;
  readonly candles: ReadonlyMap<string, Candle>;
  /** False: history, to be learned from, not acted on. */
  readonly live: boolean;
  /** Symbols whose prices are not to be believed, and why: no entry on them, and no stop is moved by them. */
  readonly doubts?: ReadonlyMap<string, string>;
}

/** Where closed candles come from when no gate drives the clock. */
export interface Feed {
  /** The gate marked a symbol at this price at that time: another eye on the same market, to be compared with. */
  heard(symbol: string, mark: Word): void;
  stop(): void;
}

export interface FeedListener {
  readonly onTick: (tick: ClosedTick) => void;
  /** The data is too old or does not come; `onFresh` follows with the next candle that is neither. */
  readonly onStale: (reason: string) => void;
  readonly onFresh: () => void;
}
