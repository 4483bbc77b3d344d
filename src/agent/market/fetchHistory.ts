import type { Candle } from "../../store/market/candle.ts";
import { type Timeframe, timeframeMs, type Timestamp } from "../../store/time.ts";
import { type FetchCandles, PAGE_BARS } from "./coinbaseCandles.ts";

export interface HistoryOptions {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Open times: the first candle, and the first that is not wanted any more. */
  readonly from: Timestamp;
  readonly to: Timestamp;
  readonly fetchCandles: FetchCandles;
  /** Each page as it comes, oldest first; `done` and `total` count candles that were asked for. */
  readonly onPage: (candles: readonly Candle[], done: number, total: number) => void;
  /** A page that failed is asked for so often in all. */
  readonly attempts: number;
  /** Waits before it is asked for again. */
  readonly pause: (attempt: number) => Promise<void>;
}

/**
 * Fetches history page by page, so that what came is kept whatever happens next. A page with holes is asked for once
 * more: what is missing twice is a time in which nobody traded.
 * @throws Error of the last attempt at a page that never came; all before it have been handed out.
 */
export async function fetchHistory(options: HistoryOptions): Promise<void> {
  const { timeframe, from, to, onPage } = options;
  const barMs = timeframeMs(timeframe);
  const total = Math.max(0, Math.ceil((to - from) / barMs));
  for (let start = from; start < to; start += PAGE_BARS * barMs) {
    const end = Math.min(to, start + PAGE_BARS * barMs);
    const wanted = Math.ceil((end - start) / barMs);
    let candles = await page(options, start, end);
    if (candles.length < wanted) candles = joined(candles, await page(options, start, end));
    onPage(candles, Math.ceil((end - from) / barMs), total);
  }
}

async function page(options: HistoryOptions, from: Timestamp, to: Timestamp): Promise<readonly Candle[]> {
  const { symbol, fetchCandles, attempts, pause } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchCandles(symbol, from, to);
    } catch (error) {
      if (attempt >= attempts) throw error;
      await pause(attempt);
    }
  }
}

/** Both answers in one, each time once, oldest first. */
const joined = (one: readonly Candle[], other: readonly Candle[]): readonly Candle[] =>
  [...new Map([...one, ...other].map((candle) => [candle.ts, candle])).values()].toSorted((a, b) => a.ts - b.ts);
