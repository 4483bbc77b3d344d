import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ExecutionContext } from "ava";

export const MINUTE = 60_000;
export const T0 = Date.UTC(2026, 0, 1);

const text = (value: number): string => value.toFixed(2);

/** A loopback exchange in Coinbase's format: newest first, numbers as strings, no mark on a closed candle. */
export async function exchange(t: ExecutionContext) {
  const world = {
    now: T0,
    isDown: false,
    /** "BTC-USD 3": the candle of that minute is left out of that many answers. */
    missing: new Map<string, number>(),
    /** What the book shows, around the newest candle's close; null: what the market is at. `stamp`: its time, when it stands still. */
    book: {
      isDown: false,
      bid: null as number | null,
      ask: null as number | null,
      stamp: null as number | null,
      /** Of which product what stands here is said; null: of all. */
      only: null as string | null,
    },
    /** A book was asked for. */
    onBook: () => {},
    asked: [] as string[],
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    world.asked.push(url.pathname);
    if (url.pathname === "/api/v3/brokerage/market/product_book" && !world.isDown && !world.book.isDown) {
      const close = 100.5 + Math.floor((world.now - T0) / MINUTE) * 0.1;
      world.onBook();
      const isMeant = world.book.only === null || world.book.only === url.searchParams.get("product_id");
      const said = isMeant ? world.book : { bid: null, ask: null };
      const [bid, ask] = [said.bid ?? close - 0.01, said.ask ?? close + 0.01];
      const side = (price: number) => [{ price: text(price), size: "1" }];
      const time = new Date(world.book.stamp ?? world.now).toISOString();
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ pricebook: { product_id: "?", bids: side(bid), asks: side(ask), time } }));
      return;
    }
    const product = /^\/api\/v3\/brokerage\/market\/products\/([A-Z-]+)\/candles$/.exec(url.pathname)?.[1];
    if (world.isDown || product === undefined) {
      response.writeHead(503).end("down");
      return;
    }
    const [start, end] = ["start", "end"].map((name) => Number(url.searchParams.get(name)) * 1_000);
    const candles: object[] = [];
    for (let ts = start!; ts <= Math.min(end!, world.now) && candles.length < 350; ts += MINUTE) {
      const key = `${product} ${(ts - T0) / MINUTE}`;
      const left = world.missing.get(key) ?? 0;
      world.missing.set(key, left - 1);
      const price = 100 + ((ts - T0) / MINUTE) * 0.1;
      const prices = { open: text(price), high: text(price + 1), low: text(price - 1), close: text(price + 0.5) };
      if (left <= 0) candles.unshift({ start: String(ts / 1_000), ...prices, volume: "1.5" });
    }
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ candles }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return { world, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
