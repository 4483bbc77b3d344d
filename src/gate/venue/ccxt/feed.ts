import { z } from "zod";
import type { BookDepth } from "../../../store/events/marketQuoted.ts";
import type { Candle } from "../../../store/market/candle.ts";
import { isPositive } from "../../../store/money.ts";
import { type Clock, type Timeframe, timeframeMs, type Timestamp, timestamp } from "../../../store/time.ts";
import { type PriceFeed, type Quote, VenueDown } from "../priceFeed.ts";
import { understood } from "./answered.ts";
import { figure } from "./answerOrder.ts";
import { type CallName, type Line, type LineOptions, openLine } from "./line.ts";

/** Candles of one call; some exchanges give fewer. */
const PAGE = 300;
/** Pages in which nobody traded that are leafed through in one call. */
const MAX_EMPTY_PAGES = 5;
/** Without a later candle to prove it, a candle counts as closed this long after its end: our clock may be ahead. */
const SETTLE_MS = 5_000;
/** Steps of each side of a book that are kept. */
const BOOK_STEPS = 20;
const LAST_TRADES = 10;

const price = z.coerce.number().positive();
const candleRow = z
  .tuple([z.coerce.number().pipe(timestamp), price, price, price, price, z.coerce.number().min(0)])
  .rest(z.unknown())
  .transform(([ts, open, high, low, close, volume]): Candle => ({ ts, open, high, low, close, volume }))
  .refine(({ open, high, low, close }) => low <= Math.min(open, close) && high >= Math.max(open, close), {
    message: "high and low do not hold open and close",
  });
const candleRows = z.array(candleRow);
const positive = figure.refine(isPositive, "must be above zero");
const trades = z.array(z.looseObject({ price: positive, timestamp })).min(1);
const level = z.tuple([positive, figure]).rest(z.unknown());
const book = z.looseObject({ bids: z.array(level), asks: z.array(level) });

export interface CcxtFeedOptions extends Omit<LineOptions, "key"> {
  readonly now: Clock;
}

/** What an exchange of ccxt's shows to everybody, without a key. It is loaded at the first call. */
export class CcxtFeed implements PriceFeed {
  readonly #options: CcxtFeedOptions;
  #line: Promise<Line> | null = null;

  constructor(options: CcxtFeedOptions) {
    this.#options = options;
  }

  async closedCandles(symbol: string, timeframe: Timeframe, sinceMs: Timestamp): Promise<readonly Candle[]> {
    const candleMs = timeframeMs(timeframe);
    const { name, timeframes } = await this.#loaded();
    if (!timeframes.includes(timeframe)) {
      throw new VenueDown("unsupported", `${name} has no ${timeframe} candles, only ${timeframes.join(", ")}`);
    }
    const now = this.#options.now();
    let from = Math.ceil(sinceMs / candleMs) * candleMs;
    for (let page = 0; page < MAX_EMPTY_PAGES && from < now; page += 1) {
      const answer = await this.#ask("fetchOHLCV", candleRows, symbol, timeframe, from, PAGE);
      const candles = [...new Map(answer.map((each) => [each.ts, each])).values()].toSorted((a, b) => a.ts - b.ts);
      const odd = candles.find(({ ts }) => ts % candleMs !== 0);
      if (odd !== undefined) throw new VenueDown("malformed", `a candle begins at ${odd.ts}, between two`);
      const newest = candles.at(-1)?.ts ?? 0;
      const closed = candles.filter(({ ts }) => ts >= from && (ts < newest || ts + candleMs + SETTLE_MS <= now));
      if (closed.length > 0 || newest >= from) return closed;
      from += PAGE * candleMs;
    }
    return [];
  }

  async lastPrice(symbol: string): Promise<Quote> {
    const found = await this.#ask("fetchTrades", trades, symbol, undefined, LAST_TRADES);
    const newest = found.reduce((last, trade) => (trade.timestamp > last.timestamp ? trade : last));
    const shown = await this.#ask("fetchOrderBook", book, symbol);
    const steps = (side: (typeof shown)["bids"]): BookDepth["bids"] =>
      side.slice(0, BOOK_STEPS).map(([price, size]) => [price, size]);
    const depth = { at: this.#options.now(), bids: steps(shown.bids), asks: steps(shown.asks) };
    return { price: newest.price, at: newest.timestamp, book: depth };
  }

  /** @throws VenueDown. */
  async #ask<Value>(call: CallName, schema: z.ZodType<Value>, symbol: string, ...more: unknown[]): Promise<Value> {
    const line = await this.#loaded();
    const told = await line.ask(call, symbol, ...more);
    if (told.says === "no") throw new VenueDown("refused", `${symbol}: ${told.reason}`);
    if (told.says === "nothing") throw new VenueDown("unreachable", `${symbol}: ${told.cause}`);
    const answer = understood(told.value, schema);
    if (!answer.known) throw new VenueDown("malformed", `${symbol}: ${answer.cause}`);
    return answer.value;
  }

  /** @throws VenueDown. */
  #loaded(): Promise<Line> {
    this.#line ??= openLine({ ...this.#options, key: null }).catch((error: unknown) => {
      this.#line = null;
      throw new VenueDown("unreachable", error instanceof Error ? error.message : String(error));
    });
    return this.#line;
  }
}
