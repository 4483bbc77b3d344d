import anyTest, { type TestFn } from "ava";
import { PublicCandles } from "../../../src/gate/venue/coinbase/publicCandles.ts";
import { type DownWhy, VenueDown } from "../../../src/gate/venue/priceFeed.ts";
import { BTC, CANDLE_MS, T0 } from "../facts.ts";
import { CoinbaseServer, type Mood } from "./coinbaseServer.ts";

const test = anyTest as TestFn<{
  server: CoinbaseServer;
  feed: PublicCandles;
  at: (now: number) => void;
  late: () => void;
}>;

test.beforeEach(async (t) => {
  const server = new CoinbaseServer();
  const baseUrl = await server.listen();
  let now = T0;
  let deadline: (() => void) | null = null;
  const after = (_ms: number, work: () => void) => {
    deadline = work;
    return () => {};
  };
  t.context = {
    server,
    feed: new PublicCandles({ now: () => now, after, timeoutMs: 60_000, baseUrl }),
    at: (then) => {
      now = then;
    },
    late: () => deadline?.(),
  };
});
test.afterEach.always((t) => t.context.server.close());

const candle = (n: number, price = 100 + n) => ({
  ts: T0 + n * CANDLE_MS,
  open: price,
  high: price + 2,
  low: price - 2,
  close: price + 1,
});
const closeOf = (n: number): number => T0 + (n + 1) * CANDLE_MS;

test("candles come oldest first, and the one that is still open is not among them", async (t) => {
  const { server, feed, at } = t.context;
  server.add(BTC, candle(0), candle(1), candle(2));
  at(closeOf(1) + 60_000);
  const candles = await feed.closedCandles(BTC, "5m", T0);
  t.deepEqual(candles, [
    { ...candle(0), volume: 1.5 },
    { ...candle(1), volume: 1.5 },
  ]);
});

test("a candle without a later one counts as closed only a while after its end: our clock may be ahead", async (t) => {
  const { server, feed, at } = t.context;
  server.add(BTC, candle(0));
  at(closeOf(0) + 1_000);
  t.deepEqual(await feed.closedCandles(BTC, "5m", T0), []);
  at(closeOf(0) + 5_000);
  t.is((await feed.closedCandles(BTC, "5m", T0)).length, 1);
});

test("a long gap is fetched page by page, never more than 300 candles a call, over days without a trade too", async (t) => {
  const { server, feed, at } = t.context;
  for (let n = 0; n < 400; n += 1) server.add(BTC, candle(n));
  server.add(BTC, candle(1_500));
  at(closeOf(1_600));
  const first = await feed.closedCandles(BTC, "5m", T0);
  t.is(first.length, 300);
  const second = await feed.closedCandles(BTC, "5m", (first.at(-1)?.ts ?? 0) + CANDLE_MS);
  t.deepEqual([second.length, second.at(-1)?.ts], [100, candle(399).ts]);
  const third = await feed.closedCandles(BTC, "5m", candle(400).ts);
  t.deepEqual(
    third.map(({ ts }) => ts),
    [candle(1_500).ts],
  );
  for (const path of server.asked) {
    const query = new URL(path, "http://venue").searchParams;
    t.true((Number(query.get("end")) - Number(query.get("start"))) / 300 < 300);
  }
});

test("the last price carries the venue's own time", async (t) => {
  t.context.server.trade(BTC, 99_000.5, T0 + 7);
  const { book, ...quote } = await t.context.feed.lastPrice(BTC);
  t.deepEqual(quote, { price: "99000.5", at: T0 + 7 });
  t.deepEqual(book, { at: T0, bids: [["98995.5500", "1000"]], asks: [["99005.4500", "1000"]] });
});

test("a timeframe that Coinbase does not have is said to be missing, and nothing is asked", async (t) => {
  const down = await t.throwsAsync(t.context.feed.closedCandles(BTC, "4h", T0), { instanceOf: VenueDown });
  t.is(down?.message, "unsupported: Coinbase has no 4h candles");
  t.deepEqual(t.context.server.asked, []);
});

const moods: readonly (readonly [Mood, DownWhy])[] = [
  ["error", "unreachable"],
  ["html", "malformed"],
  ["wrong", "malformed"],
  ["hang_up", "unreachable"],
];
for (const [mood, why] of moods) {
  test(`an answer that is no answer is a typed failure and never a price: ${mood}`, async (t) => {
    const { server, feed, at } = t.context;
    server.add(BTC, candle(0), candle(1));
    server.trade(BTC, 100, T0);
    server.mood = mood;
    at(closeOf(1));
    const candles = await t.throwsAsync(feed.closedCandles(BTC, "5m", T0), { instanceOf: VenueDown });
    const price = await t.throwsAsync(feed.lastPrice(BTC), { instanceOf: VenueDown });
    t.deepEqual([candles?.why, price?.why], [why, why]);
  });
}

test("a product nobody trades has no price, and one that does not exist is refused", async (t) => {
  const { server, feed } = t.context;
  t.is((await t.throwsAsync(feed.lastPrice(BTC), { instanceOf: VenueDown }))?.why, "malformed");
  server.unknown.add("BTC-USD");
  t.is((await t.throwsAsync(feed.lastPrice(BTC), { instanceOf: VenueDown }))?.why, "refused");
});

test("an answer that begins and never ends is given up at the deadline", async (t) => {
  const { server, feed, late } = t.context;
  server.mood = "stall";
  const price = feed.lastPrice(BTC);
  late();
  t.is((await t.throwsAsync(price, { instanceOf: VenueDown }))?.why, "timeout");
});
