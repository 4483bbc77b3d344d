import type { Clock, Timeframe } from "../../store/time.ts";
import type { SetTimer } from "../timer.ts";
import { BookWatch } from "./bookWatch.ts";
import { CoinbaseFeed } from "./coinbase.ts";
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
}

/** Who listens: candles as they close, and whether the data can be trusted (null: again). */
export interface FeedTarget {
  closed(tick: ClosedTick): void;
  stale(reason: string | null): void;
}

/** Starts the feed of real data; that it cannot start is told as stale data. */
export function startFeed(options: StartFeedOptions, target: FeedTarget): Feed {
  const { symbols, timeframe, wallClock, setTimer, coinbaseUrl } = options;
  let feed: CoinbaseFeed | null = null;
  let stopped = false;
  const start = async (): Promise<void> => {
    try {
      const coinbase = await publicCoinbase(coinbaseUrl);
      feed = new CoinbaseFeed({
        symbols,
        timeframe,
        fetchCandles: coinbaseCandles(timeframe, coinbase),
        watch: new BookWatch({ symbols, fetchTop: coinbaseTop(coinbase), now: wallClock }),
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
