import test from "ava";
import { T0 } from "../../facts.ts";
import { bench, type Bench, specOf } from "./bench.ts";

const sell = (n: number) =>
  specOf({ role: "exit", side: "sell", type: "market", limitPrice: null, timeInForce: "ioc" }, n);
async function sold(b: Bench, count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) {
    b.clock.now += 1_000;
    await b.exchange.place(sell(n));
  }
}

test("a fill is told whole: size, price, fee in money, who took, and when", async (t) => {
  const b = await bench(t);
  await sold(b, 1);
  t.deepEqual(await b.exchange.fills(T0), {
    known: true,
    value: [
      {
        tradeId: "trade-1",
        venueOrderId: "00000000-0000-4000-8000-000000000001",
        symbol: "BTC/USD",
        side: "sell",
        lastQuantity: "0.001",
        lastPrice: "61000",
        commission: "0.366",
        liquidity: "taker",
        filledAt: T0 + 1_000,
      },
    ],
  });
});

test("fills come oldest first, over all pages, each once", async (t) => {
  const b = await bench(t, { server: { pageSize: 3 } });
  await sold(b, 8);
  b.server.fault("fills", "twice");
  const fills = await b.exchange.fills(T0);
  t.deepEqual(
    fills.known ? fills.value.map(({ tradeId }) => tradeId) : fills.cause,
    [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `trade-${n}`),
  );
});

test("fills of one moment keep their order", async (t) => {
  const b = await bench(t);
  for (const n of [1, 2, 3]) await b.exchange.place(sell(n));
  const fills = await b.exchange.fills(T0);
  t.deepEqual(fills.known && fills.value.map(({ tradeId }) => tradeId), ["trade-1", "trade-2", "trade-3"]);
});

test("what was filled at the very moment that is asked from is told, and nothing before it", async (t) => {
  const b = await bench(t);
  await sold(b, 3);
  const fills = await b.exchange.fills(T0 + 2_000);
  t.deepEqual(fills.known && fills.value.map(({ filledAt }) => filledAt - T0), [2_000, 3_000]);
});

test("fills of strangers' orders are told too", async (t) => {
  const b = await bench(t);
  b.server.engine.place({ clientOrderId: "by hand", productId: "BTC-USD", side: "BUY", terms: byHand });
  const fills = await b.exchange.fills(T0);
  t.is(fills.known && fills.value.length, 1);
});

for (const kind of ["error_before", "html", "half", "wrong_fields", "drop_after", "rate_limit"] as const) {
  test(`an answer that says nothing is no empty list: ${kind}`, async (t) => {
    const b = await bench(t);
    await sold(b, 1);
    b.server.fault("fills", kind, { times: 1 });
    t.false((await b.exchange.fills(T0)).known);
  });
}

const byHand = {
  kind: "market",
  timeInForce: "IOC",
  baseSize: null,
  quoteSize: "100",
  limitPrice: null,
  stopPrice: null,
  stopsUp: false,
  postOnly: false,
  endTime: null,
  configuration: { market_market_ioc: { quote_size: "100" } },
} as const;
