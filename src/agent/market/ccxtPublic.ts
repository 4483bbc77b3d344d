import { z } from "zod";
import { SECOND_MS, type Timeframe } from "../../store/time.ts";
import { type FetchCandles, PAGE_BARS } from "./coinbaseCandles.ts";
import type { FetchTop } from "./topOfBook.ts";

const positive = z.coerce.number().positive().finite();
const rows = z.array(
  z.tuple([z.coerce.number().int().positive(), positive, positive, positive, positive, z.coerce.number().min(0)]),
);

/** That much is used of ccxt's exchange object, which could also trade if it had a key. */
interface PublicCalls {
  enableRateLimit: boolean;
  readonly urls: { api: unknown };
  readonly timeframes: Readonly<Record<string, unknown>> | undefined;
  onRestResponse(status: number, text: string, ...more: unknown[]): string;
  fetchOHLCV(symbol: string, timeframe: string, since: number, limit: number): Promise<unknown>;
  fetchOrderBook(symbol: string): Promise<unknown>;
}
const exchangeModule = z.object({
  default: z.custom<new (options: { timeout: number }) => PublicCalls>((value) => typeof value === "function"),
});
const exchangeId = z.string().regex(/^[a-z][a-z0-9]{1,29}$/);

const side = z.tuple([z.tuple([positive], z.unknown())], z.unknown());
const book = z.object({ bids: side, asks: side, timestamp: z.number().nullish() });

/** What another exchange than Coinbase shows to everybody. */
export interface PublicCcxt {
  readonly fetchCandles: FetchCandles;
  readonly fetchTop: FetchTop;
}

/**
 * Another exchange's public candles and books by ccxt, without a key: only the file of that exchange is loaded. `baseUrl`
 * stands in for the exchange in tests. @throws RangeError for a timeframe that it does not have.
 */
export async function publicCcxt(id: string, timeframe: Timeframe, baseUrl?: string): Promise<PublicCcxt> {
  const exchange = await loaded(id, baseUrl);
  const known = Object.keys(exchange.timeframes ?? {});
  if (!known.includes(timeframe)) throw new RangeError(`${id} has no ${timeframe} candles; use ${known.join(", ")}`);
  return {
    async fetchCandles(symbol, from, to) {
      const given = rows.parse(await exchange.fetchOHLCV(symbol, timeframe, from, PAGE_BARS));
      return given
        .map(([ts, open, high, low, close, volume]) => ({ ts, open, high, low, close, volume }))
        .filter(({ ts, low, high, open, close }) => {
          const whole = low <= Math.min(open, close) && Math.max(open, close) <= high;
          return ts >= from && ts < to && whole;
        })
        .toSorted((a, b) => a.ts - b.ts);
    },
    async fetchTop(symbol) {
      const { bids, asks, timestamp } = book.parse(await exchange.fetchOrderBook(symbol));
      return { bid: bids[0][0], ask: asks[0][0], stampedAt: timestamp ?? null };
    },
  };
}

async function loaded(id: string, baseUrl: string | undefined): Promise<PublicCalls> {
  const { href } = new URL(`./src/${exchangeId.parse(id)}.js`, import.meta.resolve("ccxt"));
  const exchange = new (exchangeModule.parse(await import(href)).default)({ timeout: 10 * SECOND_MS });
  if (baseUrl !== undefined) exchange.urls.api = movedTo(baseUrl, exchange.urls.api);
  // A stand-in on this very machine has no rates to keep to.
  exchange.enableRateLimit = baseUrl === undefined;
  // Of a body that is no JSON, ccxt makes an empty list.
  const hear = exchange.onRestResponse.bind(exchange);
  exchange.onRestResponse = (status, text, url, method, headers, body, ...more) => {
    if (typeof body !== "string" || !isJson(body)) throw new Error(`${id} answered ${status} with no JSON`);
    return hear(status, text, url, method, headers, body, ...more);
  };
  return exchange;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The same tree of addresses at another host. */
function movedTo(baseUrl: string, urls: unknown): unknown {
  if (typeof urls === "string") return urls.replace(/^\w+:\/\/[^/]+/, baseUrl);
  if (typeof urls !== "object" || urls === null) return urls;
  return Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, movedTo(baseUrl, url)]));
}
