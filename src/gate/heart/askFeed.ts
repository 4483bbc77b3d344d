import type { Candle } from "../../store/market/candle.ts";
import type { Timeframe, Timestamp } from "../../store/time.ts";
import { type PriceFeed, type Quote, VenueDown } from "../venue/priceFeed.ts";

/** What went wrong in a round. `isGone`: the venue itself is not there, rather than one symbol refused. */
export interface Failure {
  readonly symbol: string;
  readonly why: string;
  readonly isGone: boolean;
}

/** What one round of questions brought. Every symbol that is in neither map failed or was not asked. */
export interface Answers {
  readonly candles: ReadonlyMap<string, readonly Candle[]>;
  readonly quotes: ReadonlyMap<string, Quote>;
  readonly failure: Failure | null;
}

export interface Questions {
  readonly feed: PriceFeed;
  readonly timeframe: Timeframe;
  readonly symbols: readonly string[];
  /** From when on candles of a symbol are wanted; null for none. */
  readonly wanted: (symbol: string) => Timestamp | null;
}

/** Asks for each symbol in turn. A venue that is not there is not asked for the rest; a symbol it refuses is only one. */
export async function askFeed({ feed, timeframe, symbols, wanted }: Questions): Promise<Answers> {
  const candles = new Map<string, readonly Candle[]>();
  const quotes = new Map<string, Quote>();
  let failure: Failure | null = null;
  for (const symbol of symbols) {
    try {
      const since = wanted(symbol);
      if (since !== null) candles.set(symbol, await feed.closedCandles(symbol, timeframe, since));
      quotes.set(symbol, await feed.lastPrice(symbol));
    } catch (error) {
      const failed = failureOf(symbol, error);
      if (failure === null || failed.isGone) failure = failed;
      if (failed.isGone) break;
    }
  }
  return { candles, quotes, failure };
}

function failureOf(symbol: string, error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error);
  return { symbol, why, isGone: error instanceof VenueDown && ["timeout", "unreachable"].includes(error.why) };
}
