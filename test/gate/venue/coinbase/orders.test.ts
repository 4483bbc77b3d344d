import test from "ava";
import { find, openOrders } from "../../../../src/gate/venue/coinbase/orders.ts";
import { exchangeOrder } from "../../../../src/gate/venue/coinbase/orderAnswer.ts";
import { CANCEL_REASONS, OPEN_STATUSES, STATUSES } from "../../../../src/gate/venue/coinbase/statuses.ts";
import { cancel } from "../../../../src/gate/venue/coinbase/cancel.ts";
import type { Placed } from "../../../../src/gate/venue/exchange.ts";
import type { Status } from "../../../exchange/order.ts";
import { idOf, T0 } from "../../facts.ts";
import { bench, type Bench, refOf, specOf, stopSpec } from "./bench.ts";

const acceptedId = (value: Placed): string => (value.outcome === "accepted" ? value.venueOrderId : value.reason);
async function placed({ exchange }: Bench, spec = specOf()): Promise<string> {
  const answer = await exchange.place(spec);
  return answer.known ? acceptedId(answer.value) : answer.cause;
}

for (const [status, meaning] of Object.entries(STATUSES)) {
  test(`${status} is ${meaning ?? "no answer"}, whether asked by our id or by the venue's`, async (t) => {
    const b = await bench(t);
    const venueOrderId = await placed(b);
    const order = b.server.engine.orders.get(venueOrderId);
    if (order === undefined) return t.fail();
    order.status = status as Status;
    if (status === "FILLED") order.filled = order.quantity;
    for (const ref of [refOf(specOf()), refOf(specOf(), venueOrderId)]) {
      const found = await b.exchange.find(ref);
      t.is(found.known ? found.value?.status : null, meaning);
    }
    const open = await b.exchange.openOrders();
    t.is(open.known && open.value.length, OPEN_STATUSES.includes(status) ? 1 : 0);
    return undefined;
  });
}

test("a state that nobody knows yet is no answer", (t) => {
  const order = { order_id: "1", product_id: "BTC-USD", side: "BUY", status: "DREAMING" };
  t.false(exchangeOrder.safeParse(order).success);
  t.true(exchangeOrder.safeParse({ ...order, status: "OPEN" }).success);
});

test("an order that is filled with nothing is not understood", (t) => {
  const order = { order_id: "1", product_id: "BTC-USD", side: "BUY", status: "FILLED", filled_size: "0" };
  t.false(exchangeOrder.safeParse(order).success);
});

test("a stop that was jumped says that it was triggered, and a canceled order who wanted it so", async (t) => {
  const b = await bench(t);
  const venueOrderId = await placed(b, stopSpec());
  b.server.price("BTC-USD", "50000");
  const ref = refOf(stopSpec(), venueOrderId);
  t.like(await b.exchange.find(ref), {
    value: { status: "open", filledQuantity: "0", detail: "OPEN: STOP_TRIGGERED" },
  });
  await b.exchange.cancel(ref);
  t.like(await b.exchange.find(ref), {
    value: { detail: "CANCELLED: STOP_TRIGGERED: User requested cancel" },
  });
});

test("a stranger's order by amount of money is as large as that buys at its limit", (t) => {
  const order = { order_id: "1", product_id: "BTC-USD", side: "BUY", status: "OPEN", filled_size: "" };
  const sized = (order_configuration: object) => exchangeOrder.parse({ ...order, order_configuration }).quantity;
  t.is(sized({ limit_limit_gtc: { quote_size: "600", limit_price: "60000" } }), "0.01");
  t.is(sized({ market_market_ioc: { quote_size: "600" } }), "0");
});

test("stops, brackets and fill-or-kill keep their size and their prices", async (t) => {
  const b = await bench(t);
  await placed(b, stopSpec());
  await placed(b, stopSpec({ type: "bracket", targetPrice: "65000" }, 3));
  await placed(b, specOf({ timeInForce: "fok" }, 4));
  const found = await Promise.all(
    [stopSpec(), stopSpec({}, 3), specOf({}, 4)].map((spec) => b.exchange.find(refOf(spec))),
  );
  const prices = found.map((each) =>
    each.known ? [each.value?.quantity, each.value?.limitPrice, each.value?.stopPrice] : [],
  );
  t.deepEqual(prices, [
    ["0.001", "58905", "59500"],
    ["0.001", "65000", "59500"],
    ["0.001", "60000", null],
  ]);
});

test("an order that is not there, and one that is not listed yet, are null: weak evidence, and no failure", async (t) => {
  const b = await bench(t);
  t.deepEqual(await b.exchange.find(refOf(specOf())), { known: true, value: null });
  t.deepEqual(await b.exchange.find(refOf(specOf(), "no-such-order")), { known: true, value: null });
  await placed(b);
  b.server.fault("orders", "lag", { ms: 5_000 });
  t.deepEqual(await b.exchange.find(refOf(specOf())), { known: true, value: null });
  b.clock.now += 5_000;
  t.like(await b.exchange.find(refOf(specOf())), { value: { status: "open" } });
});

test("an order is found on a later page, in whichever state it is", async (t) => {
  const b = await bench(t, { server: { pageSize: 3 } });
  await placed(b);
  for (let n = 2; n <= 10; n += 1) await placed(b, specOf({}, n));
  const [first] = b.server.engine.orders.values();
  b.server.engine.cancel(first?.orderId ?? "");
  t.like(await b.exchange.find(refOf(specOf())), { value: { status: "canceled", venueOrderId: first?.orderId } });
  const paths = b.server.asked.filter(({ endpoint }) => endpoint === "orders").map(({ path }) => path);
  t.is(paths.length, 4);
  t.false(paths.some((path) => path.includes("order_status")));
});

test("what is older than the order is not leafed through, but for clocks that differ", async (t) => {
  const b = await bench(t);
  await placed(b);
  b.clock.now += 3_600_000;
  t.like(await b.exchange.find(refOf(specOf(), null, T0 + 240_000)), { value: { status: "open" } });
  t.deepEqual(await b.exchange.find(refOf(specOf(), null, T0 + 3_600_000)), { known: true, value: null });
});

test("every open order is told, on all pages, also a stranger's and one that is not yet or no longer quite open", async (t) => {
  const b = await bench(t, { server: { pageSize: 2 } });
  for (let n = 1; n <= 5; n += 1) await placed(b, specOf({}, n));
  const statuses: readonly Status[] = ["PENDING", "QUEUED", "CANCEL_QUEUED", "EDIT_QUEUED"];
  for (const [i, status] of statuses.entries()) {
    const order = b.server.engine.orders.get(await placed(b, specOf({}, 10 + i)));
    if (order !== undefined) order.status = status;
  }
  const [done] = b.server.engine.orders.values();
  b.server.engine.cancel(done?.orderId ?? "");
  const open = await b.exchange.openOrders();
  t.deepEqual(
    open.known
      ? open.value.map(({ clientOrderId }) => clientOrderId ?? "").toSorted((a, b) => a.localeCompare(b))
      : open.cause,
    [2, 3, 4, 5, 10, 11, 12, 13].map((n) => idOf(n)),
  );
});

test("a row that comes twice is one order", async (t) => {
  const b = await bench(t);
  await placed(b);
  b.server.fault("orders", "twice");
  const open = await b.exchange.openOrders();
  t.is(open.known && open.value.length, 1);
  t.like(await b.exchange.find(refOf(specOf())), { known: true, value: { status: "open" } });
});

const told = (orders: readonly object[]) => () =>
  Promise.resolve({ kind: "heard", status: 200, body: JSON.stringify({ orders, has_next: false }) } as const);
const listed = { order_id: "1", client_order_id: idOf(1), product_id: "BTC-USD", side: "BUY", status: "OPEN" };

test("an order that is done is not open, whatever list it comes in", async (t) => {
  t.deepEqual(await openOrders(told([{ ...listed, status: "CANCELLED" }])), { known: true, value: [] });
  t.like(await openOrders(told([listed])), { value: [{ venueOrderId: "1" }] });
});

test("two orders with one id of ours are not told apart: no answer", async (t) => {
  t.false((await find(told([listed, { ...listed, order_id: "2" }]), refOf(specOf()))).known);
  t.like(await find(told([listed, listed]), refOf(specOf())), { value: { venueOrderId: "1" } });
});

test("half of a list is no list: a page that fails makes the answer unknown", async (t) => {
  const b = await bench(t, { server: { pageSize: 1 } });
  await placed(b);
  await placed(b, specOf({}, 2));
  b.server.fault("orders", "error_before", { times: 1 });
  t.false((await b.exchange.openOrders()).known);
  t.true((await b.exchange.openOrders()).known);
  for (const kind of ["html", "half", "wrong_fields", "unauthorized", "rate_limit", "drop_before"] as const) {
    b.server.fault("orders", kind, { times: 1 });
    t.false((await b.exchange.find(refOf(specOf()))).known, kind);
  }
});

test("an answer about another order is no answer", async (t) => {
  const b = await bench(t);
  const venueOrderId = await placed(b);
  b.server.fault("order", "other_id", { times: 1 });
  t.false((await b.exchange.find(refOf(specOf(), venueOrderId))).known);
  t.false((await b.exchange.find(refOf(specOf({}, 9), venueOrderId))).known, "our ids differ");
});

test("a cancel reaches the venue, by the venue's id", async (t) => {
  const b = await bench(t);
  const venueOrderId = await placed(b);
  t.deepEqual(await b.exchange.cancel(refOf(specOf(), venueOrderId)), { known: true, value: { outcome: "asked" } });
  t.is(b.server.asked.at(-1)?.body, `{"order_ids":["${venueOrderId}"]}`);
  t.is(b.server.engine.orders.get(venueOrderId)?.status, "CANCELLED");
});

test("an order without a venue id is looked up before it is canceled; one that is not listed is not known", async (t) => {
  const b = await bench(t);
  t.false((await b.exchange.cancel(refOf(specOf()))).known);
  const venueOrderId = await placed(b);
  t.deepEqual(await b.exchange.cancel(refOf(specOf())), { known: true, value: { outcome: "asked" } });
  t.is(b.server.engine.orders.get(venueOrderId)?.status, "CANCELLED");
  t.like(await b.exchange.cancel(refOf(specOf())), { value: { outcome: "refused" } });
  t.is(b.server.asked.filter(({ endpoint }) => endpoint === "cancel").length, 1, "what is done is not asked to go");
});

test("asking twice for the same cancel is asking", async (t) => {
  const b = await bench(t);
  b.server.do({ do: "habits", cancelsSlowly: true });
  const ref = refOf(specOf(), await placed(b));
  t.like(await b.exchange.cancel(ref), { value: { outcome: "asked" } });
  t.like(await b.exchange.cancel(ref), { value: { outcome: "asked" } });
  t.like(await b.exchange.find(ref), { value: { status: "open" } }, "asked for is not yet gone");
  b.server.do({ do: "settle" });
  t.like(await b.exchange.find(ref), { value: { status: "canceled" } });
});

for (const [reason, outcome] of Object.entries(CANCEL_REASONS)) {
  test(`a cancel that fails with ${reason} is ${outcome}`, async (t) => {
    const body = JSON.stringify({ results: [{ success: false, failure_reason: reason, order_id: "order-1" }] });
    const answer = await cancel(
      () => Promise.resolve({ kind: "heard", status: 200, body }),
      refOf(specOf(), "order-1"),
    );
    t.like(answer, { known: true, value: { outcome } });
  });
}

for (const kind of ["drop_before", "drop_after", "error_after", "html", "half", "wrong_fields", "other_id"] as const) {
  test(`a cancel whose answer says nothing is neither asked nor refused: ${kind}`, async (t) => {
    const b = await bench(t);
    const ref = refOf(specOf(), await placed(b));
    b.server.fault("cancel", kind, { times: 1 });
    t.false((await b.exchange.cancel(ref)).known);
  });
}

test("a cancel that the venue had no time for is refused by that name", async (t) => {
  const b = await bench(t);
  const ref = refOf(specOf(), await placed(b));
  b.server.fault("cancel", "rate_limit", { times: 1 });
  t.like(await b.exchange.cancel(ref), {
    value: { outcome: "refused", reason: "RATE_LIMITED: the venue answered 429" },
  });
});
