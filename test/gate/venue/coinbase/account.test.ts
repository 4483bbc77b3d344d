import test from "ava";
import { balancesOf } from "../../../../src/gate/venue/coinbase/balances.ts";
import { PublicCandles } from "../../../../src/gate/venue/coinbase/publicCandles.ts";
import type { InstrumentFacts } from "../../../../src/store/market/instruments.ts";
import { T0 } from "../../facts.ts";
import { bench, BTC_FACTS, specOf } from "./bench.ts";

test("a balance is what is free and what is held, over all pages, of our currencies alone", async (t) => {
  const b = await bench(t, { server: { pageSize: 1 } });
  b.server.engine.account.deposit("DOGE", "5");
  b.server.engine.account.deposit("USDC", "77");
  await b.exchange.place(specOf());
  t.not(b.server.engine.held("USD"), "0");
  t.deepEqual(await b.exchange.balances(), { known: true, value: { USD: "1000000", BTC: "10" } });
  t.is(b.server.asked.filter(({ endpoint }) => endpoint === "accounts").length, 4);
});

test("wallets of one currency are one balance, and a vault is none", async (t) => {
  const wallet = (type: string, value: string) => ({
    currency: "BTC",
    type,
    available_balance: { value },
    hold: { value: "0.5" },
  });
  const accounts = [
    wallet("ACCOUNT_TYPE_CRYPTO", "1"),
    wallet("ACCOUNT_TYPE_CRYPTO", "2"),
    wallet("ACCOUNT_TYPE_VAULT", "9"),
  ];
  const body = JSON.stringify({ accounts, has_next: false });
  const answer = await balancesOf(() => Promise.resolve({ kind: "heard", status: 200, body }), new Set(["BTC"]));
  t.deepEqual(answer, { known: true, value: { BTC: "4" } });
});

test("a wallet that is listed twice is one wallet", async (t) => {
  const b = await bench(t);
  b.server.fault("accounts", "twice");
  t.deepEqual(await b.exchange.balances(), { known: true, value: { USD: "1000000", BTC: "10" } });
});

for (const kind of ["error_before", "html", "half", "wrong_fields", "drop_after", "unauthorized"] as const) {
  test(`a balance that is not told is not zero: ${kind}`, async (t) => {
    const b = await bench(t);
    b.server.fault("accounts", kind, { times: 1 });
    t.false((await b.exchange.balances()).known);
  });
}

test("a key that can look and trade, and no more, is good", async (t) => {
  const b = await bench(t);
  t.deepEqual(await b.exchange.keyPermissions(), { known: true, value: { portfolioId: "portfolio-1", refusal: null } });
});

test("a key that can send money away is refused, and one that cannot trade", async (t) => {
  const b = await bench(t);
  b.server.world.permissions = { can_view: true, can_trade: true, can_transfer: true };
  const greedy = await b.exchange.keyPermissions();
  t.regex((greedy.known && greedy.value.refusal) || "", /can transfer money/);
  b.server.world.permissions = { can_view: true, can_trade: false, can_transfer: false };
  const idle = await b.exchange.keyPermissions();
  t.regex((idle.known && idle.value.refusal) || "", /cannot view and trade/);
});

test("a key whose rights are not told is not taken for a good one", async (t) => {
  const b = await bench(t);
  b.server.fault("permissions", "wrong_fields", { times: 1 });
  t.false((await b.exchange.keyPermissions()).known);
});

test("products are told with their increments and minima, and when they were asked", async (t) => {
  const b = await bench(t);
  b.server.list({ id: "DOGE-USD", price: "0.1" });
  b.clock.now = T0 + 5;
  t.deepEqual(await b.exchange.products(), { known: true, value: [{ ...BTC_FACTS, asOf: T0 + 5 }] });
});

const FLAGS: readonly (readonly [flags: object, status: InstrumentFacts["status"]])[] = [
  [{ trading_disabled: true, limit_only: true }, "disabled"],
  [{ view_only: true, cancel_only: true }, "view_only"],
  [{ cancel_only: true, post_only: true }, "cancel_only"],
  [{ post_only: true, limit_only: true }, "post_only"],
  [{ limit_only: true }, "limit_only"],
  [{}, "online"],
];
for (const [flags, status] of FLAGS) {
  test(`a product with ${JSON.stringify(flags)} is ${status}`, async (t) => {
    const b = await bench(t);
    const product = b.server.engine.products.get("BTC-USD");
    if (product !== undefined) product.flags = flags;
    t.like(await b.exchange.products(), { value: [{ status }] });
  });
}

test("products that are not understood are no answer", async (t) => {
  const b = await bench(t);
  b.server.fault("products", "wrong_fields", { times: 1 });
  t.false((await b.exchange.products()).known);
});

test("whether a stop can rest is asked by preview, and nothing is placed", async (t) => {
  const b = await bench(t);
  const both = await b.exchange.capabilities(BTC_FACTS);
  t.like(both, { value: { stop: { rests: "EXCHANGE" }, bracket: { rests: "EXCHANGE" } } });
  t.is(b.server.engine.orders.size, 0);
  const product = b.server.engine.products.get("BTC-USD");
  if (product !== undefined) product.refuses = new Set(["bracket"]);
  t.like(await b.exchange.capabilities(BTC_FACTS), {
    value: {
      stop: { rests: "EXCHANGE", why: "" },
      bracket: { rests: "GATE-ONLY", why: "PREVIEW_BRACKET_ORDER_NOT_SUPPORTED" },
    },
  });
});

test("an empty wallet is no objection to the kind of order", async (t) => {
  const b = await bench(t);
  b.server.engine.account.deposit("BTC", "-10");
  t.like(await b.exchange.capabilities(BTC_FACTS), {
    value: { stop: { rests: "EXCHANGE", why: "PREVIEW_INSUFFICIENT_FUND" }, bracket: { rests: "EXCHANGE" } },
  });
});

test("a preview that says nothing makes no stop rest", async (t) => {
  const b = await bench(t);
  for (const kind of ["html", "wrong_fields", "error_before"] as const) {
    b.server.fault("preview", kind, { times: 1 });
    t.false((await b.exchange.capabilities(BTC_FACTS)).known, kind);
  }
  b.server.fault("ticker", "wrong_fields", { times: 1 });
  t.false((await b.exchange.capabilities(BTC_FACTS)).known);
});

test("the gate's own view of the market reads the same exchange: candles, the last price, the book", async (t) => {
  const b = await bench(t);
  for (const price of ["61000", "61500", "61200"]) b.server.price("BTC-USD", price);
  b.clock.now = T0 + 600_000;
  const feed = new PublicCandles({ now: () => b.clock.now, after: () => () => {}, timeoutMs: 60_000, baseUrl: b.url });
  t.deepEqual(
    (await feed.closedCandles("BTC/USD", "5m", T0)).map(({ ts, open, high, close }) => [ts, open, high, close]),
    [[T0, 61_000, 61_500, 61_200]],
  );
  t.like(await feed.lastPrice("BTC/USD"), { price: "61200", at: b.clock.now, book: { bids: [["61193.88", "1000"]] } });
});
