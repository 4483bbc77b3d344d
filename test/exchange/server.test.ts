import test, { type ExecutionContext } from "ava";
import { ExchangeServer } from "./server.ts";
import { recordedWalk } from "./walk.ts";

const T0 = Date.UTC(2026, 0, 5);
const ROOT = "/api/v3/brokerage";

async function served(t: ExecutionContext) {
  const clock = { now: T0 };
  const server = new ExchangeServer({ now: () => clock.now });
  server.list({ id: "BTC-USD", price: "100" });
  server.engine.account.deposit("USD", "1000");
  const url = await server.listen();
  t.teardown(() => server.close());
  const headers = { authorization: "Bearer anybody" };
  const get = async (path: string): Promise<unknown> => (await fetch(`${url}${ROOT}${path}`, { headers })).json();
  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const options = { method: "POST", headers, body: JSON.stringify(body) };
    return Object(await (await fetch(`${url}${path}`, options)).json());
  };
  return { server, clock, url, get, post };
}
const order = (id: string, limit_price = "99") => ({
  client_order_id: id,
  product_id: "BTC-USD",
  side: "BUY",
  order_configuration: { limit_limit_gtc: { base_size: "1", limit_price, post_only: false } },
});

test("another process sets the price, and is told the truth as it is then", async (t) => {
  const { post } = await served(t);
  await post(`${ROOT}/orders`, order("a"));
  const state = await post("/control", { do: "price", product: "BTC-USD", price: "98" });
  t.like(state, {
    orders: [{ client_order_id: "a", status: "FILLED", filled_size: "1", average_filled_price: "99" }],
    fills: [{ price: "99", size: "1", liquidity: "MAKER" }],
    wallets: { USD: { total: "900.604", held: "0" }, BTC: { total: "1", held: "0" } },
    prices: { "BTC-USD": "98" },
  });
});

test("another process switches faults on and off", async (t) => {
  const { url, post, get } = await served(t);
  await post("/control", { do: "fault", fault: { endpoint: "accounts", kind: "html", times: 1 } });
  const headers = { authorization: "Bearer anybody" };
  const broken = await fetch(`${url}${ROOT}/accounts`, { headers });
  t.is(broken.status, 503);
  t.like(await get("/accounts"), { has_next: false });
  await post("/control", { do: "fault", fault: { endpoint: "accounts", kind: "drop_before" } });
  await t.throwsAsync(fetch(`${url}${ROOT}/accounts`, { headers }));
  await post("/control", { do: "calm" });
  t.like(await get("/accounts"), { has_next: false });
});

test("another process says what a product takes and what a key may do", async (t) => {
  const { post, get } = await served(t);
  await post("/control", { do: "product", product: "BTC-USD", flags: { limit_only: true }, refuses: ["bracket"] });
  t.like(await get("/market/products"), { products: [{ limit_only: true, view_only: false }] });
  const order_configuration = { trigger_bracket_gtc: { base_size: "1", limit_price: "110", stop_trigger_price: "90" } };
  const bracket = { product_id: "BTC-USD", side: "SELL", order_configuration };
  t.like(await post(`${ROOT}/orders/preview`, bracket), { errs: ["PREVIEW_BRACKET_ORDER_NOT_SUPPORTED"] });
  await post("/control", { do: "permissions", can_view: true, can_trade: false, can_transfer: true });
  t.like(await get("/key_permissions"), { can_trade: false, can_transfer: true });
});

test("a command that is not understood changes nothing, and says so", async (t) => {
  const { post, server } = await served(t);
  for (const wrong of [
    null,
    { do: "dance" },
    { do: "price", product: "BTC-USD", price: "-1" },
    { do: "state", x: 1 },
  ]) {
    t.true("error" in (await post("/control", wrong)), JSON.stringify(wrong));
  }
  t.true("error" in (await post("/control", { do: "price", product: "DOGE-USD", price: "1" })));
  t.is(server.engine.products.get("BTC-USD")?.price, "100");
});

test("prices go the recorded way, candle by candle, and orders meet every price of it", async (t) => {
  const { post, server } = await served(t);
  server.world.walk = recordedWalk("BTC-USD", [
    { ts: 0, open: 100, high: 101, low: 97, close: 100.5, volume: 1 },
    { ts: 60_000, open: 100.5, high: 110, low: 100, close: 105, volume: 1 },
  ]);
  await post(`${ROOT}/orders`, order("dip", "98"));
  t.like(await post("/control", { do: "step", count: 1 }), {
    orders: [{ status: "FILLED", average_filled_price: "98" }],
    prices: { "BTC-USD": "100.5" },
  });
  t.like(await post("/control", { do: "step", count: 5 }), { prices: { "BTC-USD": "105" } });
});

test("candles are made of the prices there were, newest first, a minute or more long", async (t) => {
  const { server, clock, get } = await served(t);
  for (const [second, price] of [
    [0, "100"],
    [30, "104"],
    [59, "99"],
    [61, "103"],
  ] as const) {
    clock.now = T0 + second * 1_000;
    server.price("BTC-USD", price);
  }
  const path = (granularity: string) =>
    `/market/products/BTC-USD/candles?granularity=${granularity}&start=${T0 / 1_000}&end=${T0 / 1_000 + 300}`;
  const start = (minute: number) => String(T0 / 1_000 + minute * 60);
  t.like(await get(path("ONE_MINUTE")), {
    candles: [
      { start: start(1), open: "103", close: "103" },
      { start: start(0), open: "100", high: "104", low: "99", close: "99" },
    ],
  });
  t.like(await get(path("FIVE_MINUTE")), {
    candles: [{ start: start(0), open: "100", high: "104", low: "99", close: "103" }],
  });
});

test("OPEN cannot be asked for together with other states", async (t) => {
  const { get } = await served(t);
  t.like(await get("/orders/historical/batch?order_status=OPEN&order_status=QUEUED"), { error: "INVALID_ARGUMENT" });
  t.like(await get("/orders/historical/batch?order_status=OPEN"), { orders: [], has_next: false });
});

test("pages go on where the last one ended, also when orders come in between", async (t) => {
  const { post, get } = await served(t);
  for (const id of ["a", "b", "c"]) await post(`${ROOT}/orders`, order(id, "1"));
  const first = Object(await get("/orders/historical/batch?limit=2"));
  await post(`${ROOT}/orders`, order("d", "1"));
  const second = Object(await get(`/orders/historical/batch?limit=2&cursor=${String(first.cursor)}`));
  t.like(first, { orders: [{ client_order_id: "c" }, { client_order_id: "b" }], has_next: true });
  t.like(second, { orders: [{ client_order_id: "a" }], has_next: false, cursor: "" });
});

test("private doors open to nobody without a token, public ones to everybody", async (t) => {
  const { url } = await served(t);
  t.is((await fetch(`${url}${ROOT}/accounts`)).status, 401);
  t.is((await fetch(`${url}${ROOT}/market/products`)).status, 200);
});
