import type { Clock, Timeframe } from "../../store/time.ts";
import type { SetTimer } from "../timer.ts";
import { BookWatch } from "./bookWatch.ts";
import { CoinbaseFeed } from "./coinbase.ts";
import { publicCcxt } from "./ccxtPublic.ts";
import { coinbaseCandles } from "./coinbaseCandles.ts";
import { publicCoinbase } from "./coinbasePublic.ts";
import type { ClosedTick, Feed } from "./feed.ts";
import { coinbaseTop } from "./topOfBook.ts";

/** Enough for the longest averages people use, in two pages of the exchange. */
const HISTORY_BARS = 600;

export interface StartFeedOptions {
  readonly symbols: readonly string[];
  readonly timeframe: Timeframe;
  readonly wallClock: Clock;
  readonly setTimer: SetTimer;
  readonly coinbaseUrl?: string;
  /** Another exchange's id in ccxt; null for Coinbase. */
  readonly exchange: string | null;
  readonly venueUrl?: string;
}

/** Who listens: candles as they close, and whether the data can be trusted (null: again). */
export interface FeedTarget {
  closed(tick: ClosedTick): void;
  stale(reason: string | null): void;
}

/** Starts the feed of real data; that it cannot start is told as stale data. */
export function startFeed(options: StartFeedOptions, target: FeedTarget): Feed {
  const { symbols, timeframe, wallClock, setTimer, coinbaseUrl, exchange, venueUrl } = options;
  let feed: CoinbaseFeed | null = null;
  let stopped = false;
  const start = async (): Promise<void> => {
    try {
      const { fetchCandles, fetchTop } =
        exchange === null ? await coinbaseOf(timeframe, coinbaseUrl) : await publicCcxt(exchange, timeframe, venueUrl);
      feed = new CoinbaseFeed({
        symbols,
        timeframe,
        fetchCandles,
        watch: new BookWatch({ symbols, fetchTop, now: wallClock }),
        setTimer,
        now: wallClock,
        historyBars: HISTORY_BARS,
        onTick: (tick) => target.closed(tick),
        onStale: (reason) => target.stale(reason),
        onFresh: () => target.stale(null),
      });
      if (!stopped) feed.start();
    } catch (error) {
      target.stale(error instanceof Error ? error.message : String(error));
    }
  };
  void start();
  return {
    heard: (symbol, mark) => feed?.heard(symbol, mark),
    stop() {
      stopped = true;
      feed?.stop();
    },
  };
}

async function coinbaseOf(timeframe: Timeframe, url: string | undefined) {
  const coinbase = await publicCoinbase(url);
  return { fetchCandles: coinbaseCandles(timeframe, coinbase), fetchTop: coinbaseTop(coinbase) };
}
