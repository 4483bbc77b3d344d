import { z } from "zod";
import type { Candle } from "../../store/market/candle.ts";
import { SECOND_MS, type Timeframe, type Timestamp } from "../../store/time.ts";
import type { PublicCoinbase } from "./coinbasePublic.ts";

/** The most candles one question may ask for. */
export const PAGE_BARS = 300;

/** Candles of `symbol` with from ≤ ts < to (open times), oldest first, as the exchange has them now. */
export type FetchCandles = (symbol: string, from: Timestamp, to: Timestamp) => Promise<readonly Candle[]>;

const GRANULARITY: Partial<Record<Timeframe, string>> = {
  "1m": "ONE_MINUTE",
  "5m": "FIVE_MINUTE",
  "15m": "FIFTEEN_MINUTE",
  "30m": "THIRTY_MINUTE",
  "1h": "ONE_HOUR",
  "2h": "TWO_HOUR",
  "6h": "SIX_HOUR",
  "1d": "ONE_DAY",
};

const positive = z.coerce.number().positive().finite();
const answer = z.object({
  candles: z.array(
    z.object({
      start: z.coerce.number().int().positive(),
      open: positive,
      high: positive,
      low: positive,
      close: positive,
      volume: z.coerce.number().min(0),
    }),
  ),
});

/**
 * Coinbase's public candles of one length. @throws RangeError for a timeframe that Coinbase does not have.
 */
export function coinbaseCandles(timeframe: Timeframe, coinbase: PublicCoinbase): FetchCandles {
  const granularity = GRANULARITY[timeframe];
  if (granularity === undefined) throw new RangeError(`Coinbase has no ${timeframe} candles; use 1h, 2h or 6h`);
  return async (symbol, from, to) => {
    const given = await coinbase.candles({
      product_id: symbol.replace("/", "-"),
      granularity,
      start: String(from / SECOND_MS),
      end: String(to / SECOND_MS),
    });
    return answer
      .parse(given)
      .candles.map(({ start, ...rest }) => ({ ts: start * SECOND_MS, ...rest }))
      .filter(({ ts, low, high, open, close }) => {
        const whole = low <= Math.min(open, close) && Math.max(open, close) <= high;
        return ts >= from && ts < to && whole;
      })
      .toSorted((a, b) => a.ts - b.ts);
  };
}
