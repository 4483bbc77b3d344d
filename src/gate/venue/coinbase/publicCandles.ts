import type { Candle } from "../../../store/market/candle.ts";
import { type Clock, type Timeframe, timeframeMs, type Timestamp } from "../../../store/time.ts";
import type { Timers } from "../../heart/pace.ts";
import { type DownWhy, type PriceFeed, type Quote, VenueDown } from "../priceFeed.ts";
import { BOOK_STEPS, bookOf, candlesOf, quoteOf } from "./answers.ts";
import { GRANULARITIES } from "./timeframes.ts";

/** Of one call: Coinbase gives at most this many. */
const PAGE = 300;
/** Pages in which nobody traded that are leafed through in one call. */
const MAX_EMPTY_PAGES = 50;
/** Without a later candle to prove it, a candle counts as closed this long after its end: our clock may be ahead. */
const SETTLE_MS = 5_000;

/** All that is used of ccxt's class; the object itself, which could also trade, is never handed out. */
interface PublicCalls {
  timeout: number;
  enableRateLimit: boolean;
  readonly urls: { readonly api: { rest: string } };
  v3PublicGetBrokerageMarketProductsProductIdCandles(params: Readonly<Record<string, string>>): Promise<unknown>;
  v3PublicGetBrokerageMarketProductsProductIdTicker(params: Readonly<Record<string, string>>): Promise<unknown>;
  v3PublicGetBrokerageMarketProductBook(params: Readonly<Record<string, string>>): Promise<unknown>;
}

export interface PublicCandlesOptions {
  readonly now: Clock;
  readonly after: Timers["after"];
  readonly timeoutMs: number;
  /** For tests alone: another address than Coinbase's own. */
  readonly baseUrl?: string;
}

/**
 * Coinbase's public market data: no key, no account. ccxt is loaded at the first call, so that a gate opens its doors
 * without waiting for it.
 */
export class PublicCandles implements PriceFeed {
  readonly #options: PublicCandlesOptions;
  #calls: Promise<PublicCalls> | null = null;

  constructor(options: PublicCandlesOptions) {
    this.#options = options;
  }

  async closedCandles(symbol: string, timeframe: Timeframe, sinceMs: Timestamp): Promise<readonly Candle[]> {
    const granularity = GRANULARITIES[timeframe];
    if (granularity === undefined) throw new VenueDown("unsupported", `Coinbase has no ${timeframe} candles`);
    const candleMs = timeframeMs(timeframe);
    const now = this.#options.now();
    let from = Math.ceil(sinceMs / candleMs) * candleMs;
    for (let page = 0; page < MAX_EMPTY_PAGES && from < now; page += 1) {
      const last = from + (PAGE - 1) * candleMs;
      const [start, end] = [String(from / 1_000), String(last / 1_000)];
      const answer = await this.#ask(symbol, (calls, product_id) =>
        calls.v3PublicGetBrokerageMarketProductsProductIdCandles({ product_id, granularity, start, end }),
      );
      const candles = candlesOf(answer, candleMs).filter(({ ts }) => ts >= from && ts <= last);
      const newest = candles.at(-1)?.ts ?? 0;
      const closed = candles.filter(({ ts }) => ts < newest || ts + candleMs + SETTLE_MS <= now);
      if (closed.length > 0) return closed;
      from = last + candleMs;
    }
    return [];
  }

  async lastPrice(symbol: string): Promise<Quote> {
    const answer = await this.#ask(symbol, (calls, product_id) =>
      calls.v3PublicGetBrokerageMarketProductsProductIdTicker({ product_id, limit: "1" }),
    );
    const limit = String(BOOK_STEPS);
    const shown = await this.#ask(symbol, (calls, product_id) =>
      calls.v3PublicGetBrokerageMarketProductBook({ product_id, limit }),
    );
    return { ...quoteOf(answer), book: bookOf(shown, this.#options.now()) };
  }

  /** One call under our own deadline: ccxt's ends with the headers, and a body can stall as well. */
  async #ask(symbol: string, call: (calls: PublicCalls, productId: string) => Promise<unknown>): Promise<unknown> {
    const { after, timeoutMs } = this.#options;
    const late = Promise.withResolvers<never>();
    const callOff = after(timeoutMs, () => late.reject(new VenueDown("timeout", `no answer within ${timeoutMs} ms`)));
    try {
      const answer = this.#loaded().then((calls) => call(calls, symbol.replace("/", "-")));
      return await Promise.race([answer, late.promise]);
    } catch (error) {
      throw downOf(symbol, error);
    } finally {
      callOff();
    }
  }

  #loaded(): Promise<PublicCalls> {
    this.#calls ??= this.#load().catch((error: unknown) => {
      this.#calls = null;
      throw error;
    });
    return this.#calls;
  }

  async #load(): Promise<PublicCalls> {
    const { href } = new URL("./src/coinbase.js", import.meta.resolve("ccxt"));
    const { default: Coinbase } = (await import(href)) as { default: new () => PublicCalls };
    const calls = new Coinbase();
    calls.timeout = this.#options.timeoutMs;
    calls.urls.api.rest = this.#options.baseUrl ?? calls.urls.api.rest;
    // A stand-in on this very machine has no rates to keep to.
    calls.enableRateLimit = this.#options.baseUrl === undefined;
    return calls;
  }
}

/** ccxt's errors by name; one of ours stays what it is. Whatever else went wrong is no answer either. */
const WHY: Readonly<Record<string, DownWhy>> = {
  RequestTimeout: "timeout",
  NetworkError: "unreachable",
  ExchangeNotAvailable: "unreachable",
  OnMaintenance: "unreachable",
  RateLimitExceeded: "unreachable",
  DDoSProtection: "unreachable",
  SyntaxError: "malformed",
};

function downOf(symbol: string, error: unknown): VenueDown {
  if (error instanceof VenueDown) return error;
  if (!(error instanceof Error)) return new VenueDown("refused", `${symbol}: ${String(error)}`);
  return new VenueDown(WHY[error.name] ?? "refused", `${symbol}: ${error.message}`);
}
