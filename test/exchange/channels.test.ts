import test, { type ExecutionContext } from "ava";
import { ExchangeServer } from "./server.ts";
import { termsOf } from "./terms.ts";

interface Message {
  readonly channel: string;
  readonly sequence_num: number;
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

/** A line to the exchange, and every message of it in order: `next` waits for the next one. */
async function listening(t: ExecutionContext) {
  const server = new ExchangeServer({ now: () => Date.UTC(2026, 0, 5) });
  server.list({ id: "BTC-USD", price: "100" });
  server.engine.account.deposit("USD", "1000");
  const url = await server.listen();
  t.teardown(() => server.close());
  const line = new WebSocket(url.replace("http", "ws"));
  t.teardown(() => line.close());
  const came: Message[] = [];
  let waiting: (() => void) | null = null;
  line.addEventListener("message", ({ data }) => {
    came.push(JSON.parse(String(data)));
    waiting?.();
  });
  await new Promise((open) => {
    line.addEventListener("open", open, { once: true });
  });
  const next = async (): Promise<Message | undefined> => {
    if (came.length === 0) await new Promise<void>((come) => void (waiting = come));
    return came.shift();
  };
  const subscribe = (channel: string, more: object = {}) =>
    line.send(JSON.stringify({ type: "subscribe", channel, ...more }));
  const buy = (clientOrderId: string) => {
    const terms = termsOf({ limit_limit_gtc: { base_size: "1", limit_price: "99" } });
    server.engine.place({ clientOrderId, productId: "BTC-USD", side: "BUY", terms });
    server.channels.publish();
  };
  return { server, line, next, subscribe, buy };
}

test("the user channel begins with what is open, and then says how much is filled in all", async (t) => {
  const { server, next, subscribe, buy } = await listening(t);
  buy("a");
  subscribe("user", { product_ids: ["BTC-USD"], jwt: "token" });
  t.like(await next(), { channel: "subscriptions", sequence_num: 0 });
  t.like(await next(), {
    channel: "user",
    sequence_num: 1,
    events: [{ type: "snapshot", orders: [{ client_order_id: "a", status: "OPEN", cumulative_quantity: "0" }] }],
  });
  server.do({ do: "depth", product: "BTC-USD", depth: "0.4" });
  for (const cumulative_quantity of ["0.4", "0.8"]) {
    server.price("BTC-USD", "98");
    t.like(await next(), { events: [{ type: "update", orders: [{ status: "OPEN", cumulative_quantity }] }] });
  }
  server.price("BTC-USD", "98");
  t.like(await next(), { sequence_num: 4, events: [{ orders: [{ status: "FILLED", leaves_quantity: "0" }] }] });
});

test("nobody listens to an account without a token", async (t) => {
  const { next, subscribe } = await listening(t);
  subscribe("user");
  t.like(await next(), { type: "error", message: "authentication failure" });
});

test("a ticker comes when a price changes, a heartbeat when the venue is alive", async (t) => {
  const { server, next, subscribe } = await listening(t);
  subscribe("ticker", { product_ids: ["BTC-USD"] });
  await next();
  t.like(await next(), { channel: "ticker", events: [{ type: "snapshot", tickers: [{ price: "100" }] }] });
  server.price("BTC-USD", "100");
  server.price("BTC-USD", "101");
  t.like(await next(), { channel: "ticker", sequence_num: 2, events: [{ tickers: [{ price: "101" }] }] });
  subscribe("heartbeats");
  await next();
  server.channels.beat();
  t.like(await next(), { channel: "heartbeats", events: [{ heartbeat_counter: 1 }] });
});

test("a message that never comes leaves a hole in the numbers, and one may come twice", async (t) => {
  const { server, next, subscribe } = await listening(t);
  subscribe("ticker");
  await next();
  await next();
  server.fault("socket", "gap", { times: 1 });
  server.price("BTC-USD", "101");
  server.fault("socket", "twice", { times: 1 });
  server.price("BTC-USD", "102");
  const numbers = [(await next())?.sequence_num, (await next())?.sequence_num];
  t.deepEqual(numbers, [3, 3]);
});

test("a line that breaks is closed without a word", async (t) => {
  const { server, line, next, subscribe } = await listening(t);
  subscribe("ticker");
  await next();
  await next();
  const closed = new Promise<CloseEvent>((close) => {
    line.addEventListener("close", close, { once: true });
  });
  server.fault("socket", "drop_before", { times: 1 });
  server.price("BTC-USD", "103");
  t.false((await closed).wasClean);
});

test("a message of any length arrives whole", async (t) => {
  const { next, subscribe, buy, server } = await listening(t);
  server.engine.account.deposit("USD", "1000000");
  for (let n = 0; n < 400; n += 1) buy(`order ${n}`);
  subscribe("user", { jwt: "token" });
  await next();
  const [event] = (await next())?.events ?? [];
  t.is(Array.isArray(event?.["orders"]) && event["orders"].length, 400);
});
