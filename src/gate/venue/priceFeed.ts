import type { BookDepth } from "../../store/events/marketQuoted.ts";
import type { Candle } from "../../store/market/candle.ts";
import type { Money } from "../../store/money.ts";
import type { Timeframe, Timestamp } from "../../store/time.ts";

/** The price of the last trade, when the venue says that it happened, and the book beside it. */
export interface Quote {
  readonly price: Money;
  readonly at: Timestamp;
  readonly book?: BookDepth;
}

/** What a venue shows to everybody. Both calls reject with VenueDown and with nothing else. */
export interface PriceFeed {
  /**
   * Candles that have closed, from the one that opened at `sinceMs` on, oldest first: the next few hundred, so that a
   * long gap takes several calls. Empty when none has closed since. A candle in which nobody traded does not exist.
   */
  closedCandles(symbol: string, timeframe: Timeframe, sinceMs: Timestamp): Promise<readonly Candle[]>;
  lastPrice(symbol: string): Promise<Quote>;
}

/** Why a venue gave no answer that can be used. `refused`: it answered, and said no. */
export type DownWhy = "timeout" | "unreachable" | "refused" | "malformed" | "unsupported";

/** The venue did not answer, or not in a way that can be trusted. Never a price, never an empty list instead. */
export class VenueDown extends Error {
  readonly why: DownWhy;

  constructor(why: DownWhy, detail: string) {
    super(`${why}: ${detail.replaceAll(/\s+/g, " ").slice(0, 140)}`);
    this.name = "VenueDown";
    this.why = why;
  }
}
