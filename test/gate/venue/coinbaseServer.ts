import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One candle of one price range: seconds are the venue's, prices as it writes them. */
export interface ServedCandle {
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** How the server behaves: as Coinbase does, or in one of the ways in which networks fail. */
export type Mood = "well" | "error" | "html" | "wrong" | "hang_up" | "stall";

/** A little Coinbase on the loopback: public candles, newest first and with the one that is still open, and tickers. */
export class CoinbaseServer {
  mood: Mood = "well";
  readonly asked: string[] = [];
  readonly candles = new Map<string, ServedCandle[]>();
  readonly trades = new Map<string, { readonly price: number; readonly at: number }>();
  /** Products that are answered with 404. */
  readonly unknown = new Set<string>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => this.#answer(request.url ?? "", response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((listening) => void this.#server.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => void this.#server.close(closed));
  }

  add(symbol: string, ...candles: readonly ServedCandle[]): void {
    const product = symbol.replace("/", "-");
    this.candles.set(product, [...(this.candles.get(product) ?? []), ...candles]);
  }

  trade(symbol: string, price: number, at: number): void {
    this.trades.set(symbol.replace("/", "-"), { price, at });
  }

  #answer(path: string, response: ServerResponse): void {
    this.asked.push(path);
    if (this.mood === "hang_up") response.destroy();
    else if (this.mood === "stall") response.writeHead(200, { "content-type": "application/json" }).write("{");
    else if (this.mood === "html") response.end("<html>sign in to this network</html>");
    else if (this.mood === "error") send(response, 503, { message: "down for maintenance" });
    else this.#honest(new URL(path, "http://venue"), response);
  }

  #honest(url: URL, response: ServerResponse): void {
    const [, product = "", what = ""] =
      /^\/api\/v3\/brokerage\/market\/products\/([^/]+)\/(\w+)$/.exec(url.pathname) ?? [];
    if (url.pathname === "/api/v3/brokerage/time") send(response, 200, { iso: "", epochMillis: "1767571200000" });
    else if (this.unknown.has(product)) send(response, 404, { error: "NOT_FOUND", error_details: "no such product" });
    else if (what === "candles") send(response, 200, { candles: this.#page(product, url.searchParams) });
    else if (url.pathname.endsWith("/market/product_book"))
      this.#book(url.searchParams.get("product_id") ?? "", response);
    else send(response, 200, { trades: this.#trades(product), best_bid: "1", best_ask: "2" });
  }

  #page(product: string, query: URLSearchParams): readonly unknown[] {
    const [start, end] = [Number(query.get("start")), Number(query.get("end"))];
    return (this.candles.get(product) ?? [])
      .filter(({ ts }) => ts / 1_000 >= start && ts / 1_000 <= end)
      .toReversed()
      .map(({ ts, open, high, low, close }) => ({
        start: String(ts / 1_000),
        low: String(this.mood === "wrong" ? high + 1 : low),
        high: String(high),
        open: String(open),
        close: String(close),
        volume: "1.5",
      }));
  }

  /** A bps around the last trade, and plenty there. */
  #book(product: string, response: ServerResponse): void {
    const price = this.trades.get(product)?.price ?? this.candles.get(product)?.at(-1)?.close ?? 100;
    const level = (factor: number) => [{ price: (price * factor).toFixed(4), size: "1000" }];
    const pricebook = { product_id: product, bids: level(0.99995), asks: level(1.00005), time: "" };
    send(response, 200, { pricebook });
  }

  #trades(product: string): readonly unknown[] {
    const trade = this.trades.get(product);
    if (trade === undefined) return [];
    const time = this.mood === "wrong" ? "yesterday" : new Date(trade.at).toISOString();
    return [{ trade_id: "1", product_id: product, price: String(trade.price), size: "0.1", time, side: "BUY" }];
  }
}

function send(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
