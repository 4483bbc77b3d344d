import { z } from "zod";
import type { Candle } from "../../store/market/candle.ts";
import { SECOND_MS, type Timeframe, type Timestamp } from "../../store/time.ts";

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

/** The one thing used of ccxt's exchange object, which could also trade if it had a key. */
interface PublicCandles {
  enableRateLimit: boolean;
  readonly urls: { readonly api: Record<string, string> };
  v3PublicGetBrokerageMarketProductsProductIdCandles(params: Record<string, string>): Promise<unknown>;
}
const exchangeModule = z.object({
  default: z.custom<new (options: { timeout: number }) => PublicCandles>((value) => typeof value === "function"),
});

/**
 * Coinbase's public candles by ccxt, without a key: only the file of that exchange is loaded, when it is first needed.
 * `baseUrl` stands in for the exchange in tests. @throws RangeError for a timeframe that Coinbase does not have.
 */
export async function coinbaseCandles(timeframe: Timeframe, baseUrl?: string): Promise<FetchCandles> {
  const granularity = GRANULARITY[timeframe];
  if (granularity === undefined) throw new RangeError(`Coinbase has no ${timeframe} candles; use 1h, 2h or 6h`);
  const file: unknown = await import(new URL("./src/coinbase.js", import.meta.resolve("ccxt")).href);
  const exchange = new (exchangeModule.parse(file).default)({ timeout: 10 * SECOND_MS });
  if (baseUrl !== undefined) exchange.urls.api["rest"] = baseUrl;
  // A stand-in on this very machine has no rates to keep to.
  exchange.enableRateLimit = baseUrl === undefined;
  return async (symbol, from, to) => {
    const given = await exchange.v3PublicGetBrokerageMarketProductsProductIdCandles({
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
