import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import test from "ava";
import { CcxtExchange } from "../../../../src/gate/venue/ccxt/exchange.ts";
import { fitness } from "../../../../src/gate/venue/ccxt/fitness.ts";
import { type Draft, type Line, openLine } from "../../../../src/gate/venue/ccxt/line.ts";
import { traitsOf } from "../../../../src/gate/venue/ccxt/traits.ts";
import { BTC } from "../../facts.ts";
import { bench, krakenServer } from "./bench.ts";
import { T0 } from "../../facts.ts";

const timers = { monotonicMs: () => 0, after: () => () => {} };

const sent = (change: Partial<Draft>): readonly Draft[] => [
  { method: "POST", url: "http://some", body: "", ...change },
];

/** A line that has all that is needed, changed as the test says. */
const lineWith = (change: Partial<Line>): Line => ({
  id: "some",
  name: "Some",
  has: Object.fromEntries(
    [
      "createOrder",
      "cancelOrder",
      "fetchOrder",
      "fetchOpenOrders",
      "fetchOrders",
      "fetchMyTrades",
      "fetchBalance",
      "fetchOHLCV",
      "fetchTrades",
      "fetchOrderBook",
    ].map((name) => [name, true]),
  ),
  timeframes: ["1m"],
  features: { spot: { createOrder: { stopLossPrice: true, timeInForce: { IOC: true } } } },
  isInSteps: true,
  ask: async () => ({ says: "nothing", cause: "not asked" }),
  draft: async (_call, ...more) => sent({ body: JSON.stringify(more) }),
  market: () => ({}),
  written: (_what, _symbol, value) => value,
  ...change,
});

test("an exchange with all that is needed lacks nothing, and its stops rest", async (t) => {
  const { lacks, stops } = await fitness(lineWith({}), [BTC]);
  t.deepEqual(lacks, []);
  t.is(stops.get(BTC), "market");
});

test("what an exchange lacks is named, call by call", async (t) => {
  const { has } = lineWith({});
  for (const name of Object.keys(has)) {
    const { lacks } = await fitness(lineWith({ has: { ...has, [name]: false } }), [BTC]);
    t.is(lacks.length, 1);
    t.true(lacks[0]?.includes(name));
  }
  t.deepEqual(
    (await fitness(lineWith({ has: { ...has, fetchOrders: false, fetchClosedOrders: true } }), [BTC])).lacks,
    [],
  );
  t.regex((await fitness(lineWith({ has: { ...has, fetchOrder: "emulated" } }), [BTC])).lacks[0] ?? "", /fetchOrder/);
});

test("an exchange whose request leaves our order id out is refused, whatever it promises", async (t) => {
  const { lacks } = await fitness(lineWith({ draft: async () => sent({ body: "{}" }) }), [BTC]);
  t.deepEqual(lacks, [`our order id does not go out with an order for ${BTC}`]);
  t.is((await fitness(lineWith({ draft: async () => [] }), [BTC])).lacks.length, 1, "also when it would send nothing");
});

test("an exchange without candles of that length is refused, and says which it has", async (t) => {
  const { lacks } = await fitness(lineWith({}), [BTC], "2h");
  t.deepEqual(lacks, ["it has no 2h candles, only 1m"]);
});

test("an exchange that takes orders as it answers questions, by GET, is refused", async (t) => {
  const draft: Line["draft"] = async (_call, ...more) =>
    sent({ method: "GET", url: `http://some?${JSON.stringify(more)}` });
  t.deepEqual((await fitness(lineWith({ draft }), [BTC])).lacks, [
    "it takes orders by GET, which cannot be told from questions",
  ]);
});

test("what an exchange asks before an order does not hide the order", async (t) => {
  const draft: Line["draft"] = async (_call, ...more) => [
    ...sent({ method: "GET", url: "http://some/settings" }),
    ...sent({ body: JSON.stringify(more) }),
  ];
  t.deepEqual((await fitness(lineWith({ draft }), [BTC])).lacks, []);
});

test("an exchange without IOC, without steps or without the symbol is refused", async (t) => {
  for (const change of [{ features: {} }, { isInSteps: false }, { market: () => undefined }]) {
    t.is((await fitness(lineWith(change), [BTC])).lacks.length, 1);
  }
});

test("stops that are listed apart, or leave their price out, are the gate's to run", async (t) => {
  const createOrder = { stopLossPrice: true, timeInForce: { IOC: true } };
  const apart = { spot: { createOrder, fetchOpenOrders: { trigger: true } } };
  t.is((await fitness(lineWith({ features: apart }), [BTC])).stops.get(BTC), null);
  const withoutPrice: Line["draft"] = async (_call, _symbol, _type, _side, _amount, _price, params) =>
    sent({ body: JSON.stringify({ ...(params as object), stopLossPrice: undefined }) });
  t.is((await fitness(lineWith({ draft: withoutPrice }), [BTC])).stops.get(BTC), null);
});

test("a draft sends nothing", async (t) => {
  const [server, baseUrl] = await krakenServer(t, { now: T0 });
  const line = await openLine({
    id: "kraken",
    key: { apiKey: "a key", secret: "c2VjcmV0" },
    timers,
    timeoutMs: 1_000,
    baseUrl,
  });
  await line.ask("loadMarkets");
  const [draft] = await line.draft("createOrder", BTC, "limit", "buy", "1", "60000", { clientOrderId: "ours" });
  t.regex(draft?.body ?? "", /cl_ord_id=ours/);
  t.is(server.asked.filter(({ endpoint }) => endpoint === "create").length, 0);
});

test("Kraken's stops rest at the market, and its target is the gate's to watch", async (t) => {
  const { exchange } = await bench(t);
  t.like(exchange.products[0], {
    symbol: BTC,
    stops: "STOP-ONLY",
    priceIncrement: "0.01",
    quantityIncrement: "0.00000001",
    minNotional: "1",
    status: "online",
    asOf: T0,
  });
});

test("ccxt's own descriptions are read: what they do not say is no", async (t) => {
  const kraken = traitsOf(await openLine({ id: "kraken", key: null, timers, timeoutMs: 1_000 }));
  t.true(kraken.takesIoc && kraken.listsStops && !kraken.needsSymbol("fetchOpenOrders"));
  const none = traitsOf({ features: undefined });
  t.false(none.takesIoc || none.takesFok || none.listsStops);
  t.true(none.needsSymbol("fetchMyTrades"));
});

/** What cryptocom's public/get-instruments answers, in the shape of its documentation. */
const CRYPTOCOM = {
  id: 1,
  method: "public/get-instruments",
  code: 0,
  result: {
    data: [
      {
        symbol: "BTC_USD",
        inst_type: "CCY_PAIR",
        display_name: "BTC/USD",
        base_ccy: "BTC",
        quote_ccy: "USD",
        quote_decimals: 2,
        quantity_decimals: 5,
        price_tick_size: "0.01",
        qty_tick_size: "0.00001",
        max_leverage: "50",
        tradable: true,
        expiry_timestamp_ms: 0,
      },
    ],
  },
};

test("ccxt's cryptocom takes an order id and leaves it out: that is seen, and refused", async (t) => {
  const server = createServer((_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(CRYPTOCOM)),
  );
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  t.teardown(async () => {
    server.closeAllConnections();
    await new Promise<void>((closed) => void server.close(() => closed()));
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const opened = await CcxtExchange.open({
    id: "cryptocom",
    key: { apiKey: "a key", secret: "a secret" },
    symbols: [BTC],
    timeframe: "5m",
    stopSlackBps: 100,
    now: () => T0,
    timers,
    timeoutMs: 60_000,
    baseUrl,
  });
  t.regex(
    opened.known ? "" : opened.cause,
    /cannot be traded here: our order id does not go out with an order for BTC\/USD$/,
  );
});
