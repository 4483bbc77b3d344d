import test from "ava";
import { CcxtExchange } from "../../../../src/gate/venue/ccxt/exchange.ts";
import { find, openOrders } from "../../../../src/gate/venue/ccxt/orders.ts";
import { InputError } from "../../../../src/store/input.ts";
import type { FaultKind } from "../../../exchange/chaos.ts";
import { BTC, T0 } from "../../facts.ts";
import { refOf, specOf, stopSpec } from "../coinbase/bench.ts";
import { bench, KEY } from "./bench.ts";

const FAULTS: readonly FaultKind[] = ["drop_before", "drop_after", "error_before", "error_after", "html", "half"];
for (const kind of FAULTS) {
  test(`an order is not known, and no order is refused, when its answer is ${kind}`, async (t) => {
    const { server, exchange } = await bench(t);
    server.fault("create", kind, { times: 1 });
    const placed = await exchange.place(specOf());
    t.false(placed.known);
    const found = await exchange.find(refOf(specOf()));
    t.true(found.known);
    t.is(found.known && found.value !== null, server.engine.orders.size === 1, "and a look tells which it was");
  });
}

for (const kind of ["error_before", "html", "half", "drop_before", "wrong_fields"] as const) {
  test(`no list is believed that came as ${kind}`, async (t) => {
    const { server, exchange } = await bench(t);
    await exchange.place(specOf());
    for (const door of ["orders", "order", "accounts"] as const) server.fault(door, kind);
    const [order] = server.engine.orders.values();
    for (const answer of [
      await exchange.openOrders(),
      await exchange.find(refOf(specOf())),
      await exchange.find(refOf(specOf(), order?.orderId ?? "")),
      ...(kind === "wrong_fields" ? [] : [await exchange.balances()]),
    ]) {
      t.false(answer.known);
    }
  });
}

test("an order that comes back under the right id, and is another, is not the one that was asked for", async (t) => {
  const { server, exchange } = await bench(t);
  await exchange.place(specOf());
  const [order] = server.engine.orders.values();
  server.fault("order", "other_id");
  t.false((await exchange.find(refOf(specOf(), order?.orderId ?? ""))).known);
});

test("a call whose time is over is not known; what it had not sent by then never leaves", async (t) => {
  const { server, exchange, late } = await bench(t);
  server.fault("create", "late", { ms: 600_000, times: 1 });
  const placing = exchange.place(specOf());
  await server.next("create");
  late();
  t.like(await placing, { known: false });
});

test("figures that the exchange's steps would change are not sent", async (t) => {
  const { server, exchange } = await bench(t);
  for (const spec of [
    specOf({ quantity: "0.000000001" }),
    specOf({ limitPrice: "60000.001" }),
    stopSpec({ stopPrice: "1.001" }),
  ]) {
    const placed = await exchange.place(spec);
    t.true(placed.known && placed.value.outcome === "rejected" && placed.value.reason.startsWith("NOT_SENT"));
  }
  t.is(server.asked.filter(({ endpoint }) => endpoint === "create").length, 0);
});

test("each order goes out with our own id, its figures as they are, and its fee in the quote currency", async (t) => {
  const { server, exchange } = await bench(t);
  await exchange.place(specOf({ timeInForce: "gtd", expiresAt: T0 + 60_500 }));
  await exchange.place(stopSpec());
  const bodies = server.asked
    .filter(({ endpoint }) => endpoint === "create")
    .map(({ body }) => new URLSearchParams(body));
  t.like(Object.fromEntries(bodies[0] ?? []), {
    cl_ord_id: specOf().clientOrderId,
    volume: "0.001",
    price: "60000",
    timeinforce: "GTD",
    expiretm: String(T0 / 1_000 + 60),
    oflags: "fciq",
  });
  t.like(Object.fromEntries(bodies[1] ?? []), {
    cl_ord_id: stopSpec().clientOrderId,
    ordertype: "stop-loss",
    price: "59500",
  });
});

test("a list of several pages is read whole, whichever end it begins with", async (t) => {
  const { server, exchange, clock } = await bench(t);
  for (let n = 1; n <= 120; n += 1) {
    clock.now = T0 + n * 1_000;
    await exchange.place(specOf({ side: "sell", type: "market", limitPrice: null, timeInForce: "ioc" }, n));
  }
  const fills = await exchange.fills(T0);
  t.true(fills.known);
  const times = fills.known ? fills.value.map(({ filledAt }) => filledAt) : [];
  t.is(times.length, 120);
  t.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  t.is(server.asked.filter(({ endpoint }) => endpoint === "fills").length > 2, true);
  const first = await exchange.find(refOf(specOf({}, 1)));
  t.true(first.known && first.value?.status === "filled", "also the oldest of the orders that ended");
});

test("Kraken lists open orders without pages: many of them are all", async (t) => {
  const { exchange } = await bench(t);
  for (let n = 1; n <= 60; n += 1) await exchange.place(specOf({}, n));
  const open = await exchange.openOrders();
  t.is(open.known ? open.value.length : open.cause, 60);
});

test("of another exchange so many open orders may be a page, and are not known", async (t) => {
  const order = { symbol: BTC, side: "buy", status: "open", amount: "1", filled: "0" };
  const listing = (count: number) => ({
    id: "some",
    features: {},
    ask: async () => ({ says: "value", value: Array.from({ length: count }, (_, n) => ({ ...order, id: String(n) })) }),
  });
  t.true((await openOrders(listing(19) as never, [BTC])).known);
  t.false((await openOrders(listing(20) as never, [BTC])).known);
});

test("an order is not taken for absent where orders are listed without the ids that they were sent with", async (t) => {
  const order = { symbol: BTC, side: "buy", status: "open", amount: "1", filled: "0" };
  const listing = (...ids: readonly (string | undefined)[]) => ({
    id: "some",
    has: { fetchOrders: true },
    features: {},
    ask: async () => ({
      says: "value",
      value: ids.map((clientOrderId, n) => ({ ...order, id: String(n), clientOrderId })),
    }),
  });
  const look = async (...ids: readonly (string | undefined)[]) => {
    const answer = await find(listing(...ids) as never, refOf(specOf()));
    return answer.known ? (answer.value?.venueOrderId ?? null) : "not known";
  };
  const [ours, other] = [specOf().clientOrderId, specOf({}, 2).clientOrderId];
  t.is(await look(), null);
  t.is(await look(undefined), "not known");
  t.is(await look(undefined, "by hand"), "not known");
  t.is(await look(undefined, other), null, "where others of ours carry theirs, those without are strangers'");
  t.is(await look(other, ours), "1");
  t.is(await look(`t-${ours.toUpperCase()}`), "0", "also with something before it");
});

test("what an exchange tells never carries the key that it was asked with", async (t) => {
  const { server, exchange } = await bench(t, {
    key: { apiKey: KEY.apiKey, secret: Buffer.from("another").toString("base64") },
  });
  const placed = await exchange.place(specOf());
  t.false(JSON.stringify(placed).includes(KEY.apiKey));
  t.is(server.engine.orders.size, 0);
});

test("an id that ccxt does not know, or that is no exchange's, is refused in one line", async (t) => {
  for (const id of ["nosuchexchange", "../pro/kraken", "base"]) {
    const error = await t.throwsAsync(() => bench(t, { id }));
    t.true(error instanceof InputError || error.name === "ZodError");
  }
  t.is(typeof CcxtExchange.open, "function");
});
