import test from "ava";
import type { ExecutionContext } from "ava";
import { CcxtFeed } from "../../../../src/gate/venue/ccxt/feed.ts";
import { VenueDown } from "../../../../src/gate/venue/priceFeed.ts";
import { BTC, T0 } from "../../facts.ts";
import { krakenServer } from "./bench.ts";

const MINUTE_MS = 60_000;

async function feedBench(t: ExecutionContext) {
  const clock = { now: T0 };
  const [server, baseUrl] = await krakenServer(t, clock);
  const timers = { monotonicMs: () => 0, after: () => () => {} };
  const feed = new CcxtFeed({ id: "kraken", timers, timeoutMs: 60_000, baseUrl, now: () => clock.now });
  return { clock, server, feed };
}

test("candles that have closed come oldest first, and the one that is still open does not", async (t) => {
  const { clock, server, feed } = await feedBench(t);
  for (let n = 0; n < 5; n += 1) {
    clock.now = T0 + n * MINUTE_MS;
    server.price("BTC-USD", String(61_000 + n));
  }
  const candles = await feed.closedCandles(BTC, "1m", T0 + MINUTE_MS);
  t.deepEqual(
    candles.map(({ ts, close }) => [ts, close]),
    [1, 2, 3].map((n) => [T0 + n * MINUTE_MS, 61_000 + n]),
  );
  clock.now += MINUTE_MS + 5_000;
  t.is((await feed.closedCandles(BTC, "1m", T0)).at(-1)?.close, 61_004);
});

test("the last price comes with its own time and the book beside it", async (t) => {
  const { clock, server, feed } = await feedBench(t);
  clock.now = T0 + 7_000;
  server.price("BTC-USD", "61234.5");
  const quote = await feed.lastPrice(BTC);
  t.like(quote, { price: "61234.5", at: T0 + 7_000 });
  t.is(quote.book?.bids.length, 1);
});

test("whatever is no answer is VenueDown, never a price and never an empty list", async (t) => {
  for (const kind of ["error_before", "html", "half", "drop_before"] as const) {
    const { server, feed } = await feedBench(t);
    for (const door of ["ticker", "candles", "book"] as const) server.fault(door, kind);
    await t.throwsAsync(() => feed.lastPrice(BTC), { instanceOf: VenueDown });
    await t.throwsAsync(() => feed.closedCandles(BTC, "1m", T0 - MINUTE_MS), { instanceOf: VenueDown });
  }
  const { feed } = await feedBench(t);
  await t.throwsAsync(() => feed.closedCandles(BTC, "2h", T0), {
    instanceOf: VenueDown,
    message: /^unsupported: Kraken has no 2h/,
  });
  await t.throwsAsync(() => feed.lastPrice("DOGE/USD"), { instanceOf: VenueDown });
});
