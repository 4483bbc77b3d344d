import test from "ava";
import type { FaultKind } from "../../../exchange/chaos.ts";
import { bench, refOf, specOf } from "./bench.ts";

/** What went wrong, whether the order is there all the same, and what is made of it. */
const LOST: readonly (readonly [kind: FaultKind, lives: boolean, cause: RegExp])[] = [
  ["drop_before", false, /fetch failed|other side closed|socket/i],
  ["drop_after", true, /fetch failed|other side closed|socket/i],
  ["error_before", false, /^HTTP 500: /],
  ["error_after", true, /^HTTP 500: /],
  ["html", false, /^HTTP 503: <html>/],
  ["unauthorized", false, /^HTTP 401: Unauthorized/],
  ["half", true, /^HTTP 200: \{/],
  ["wrong_fields", true, /^not understood: /],
  ["other_id", true, /for another order: its client_order_id is other/],
];

for (const [kind, lives, cause] of LOST) {
  test(`an order whose answer says nothing is neither placed nor refused: ${kind}`, async (t) => {
    const { server, exchange } = await bench(t);
    server.fault("create", kind, { times: 1 });
    const placed = await exchange.place(specOf());
    t.false(placed.known);
    t.regex(placed.known ? "" : placed.cause, cause);
    t.is(server.engine.orders.size, lives ? 1 : 0);
    const found = await exchange.find(refOf(specOf()));
    t.deepEqual(found.known && found.value?.status, lives ? "open" : undefined, "the look-up decides");
  });
}

for (const kind of ["late", "stall_after"] as const) {
  test(`an answer that does not come within the time limit says nothing: ${kind}`, async (t) => {
    const { server, exchange, late } = await bench(t);
    server.fault("create", kind, { ms: 600_000, times: 1 });
    const asked = server.next("create");
    const placed = exchange.place(specOf());
    await asked;
    late();
    t.deepEqual(await placed, { known: false, cause: "create: no answer within 60000 ms" });
    t.is(server.engine.orders.size, 1);
  });
}

test("nobody at the address is not a refusal", async (t) => {
  const { server, exchange } = await bench(t);
  await server.close();
  t.false((await exchange.place(specOf())).known);
});

test("a 429 is a no to this attempt, by that name", async (t) => {
  const { server, exchange } = await bench(t);
  server.fault("create", "rate_limit", { times: 1 });
  const first = await exchange.place(specOf());
  t.deepEqual(first, {
    known: true,
    value: { outcome: "rejected", reason: "RATE_LIMITED: the venue answered 429" },
  });
  t.like(await exchange.place(specOf()), { known: true, value: { outcome: "accepted" } });
});

test("a refusal carries the venue's own reason", async (t) => {
  const { exchange } = await bench(t);
  t.deepEqual(await exchange.place(specOf({ quantity: "100" })), {
    known: true,
    value: { outcome: "rejected", reason: "INSUFFICIENT_FUND: insufficient fund" },
  });
});

test("a product that the venue does not have is refused by name", async (t) => {
  const { exchange } = await bench(t);
  t.like(await exchange.place(specOf({ symbol: "DOGE/USD" })), {
    value: { outcome: "rejected", reason: "INVALID_PRODUCT_ID: invalid product id" },
  });
});

test("an id that was used before is no success and no failure: the look-up decides", async (t) => {
  const { server, exchange } = await bench(t);
  await exchange.place(specOf());
  server.do({ do: "habits", duplicates: "refused" });
  const again = await exchange.place(specOf());
  t.deepEqual(again, {
    known: false,
    cause: "refused: DUPLICATE_CLIENT_ORDER_ID: duplicate client order id",
  });
  t.like(await exchange.find(refOf(specOf())), { value: { status: "open" } });
});

test("where the venue gives the order that used the id, sending again doubles nothing", async (t) => {
  const { server, exchange } = await bench(t);
  server.fault("create", "drop_after", { times: 1 });
  await exchange.place(specOf());
  t.like(await exchange.place(specOf()), { known: true, value: { outcome: "accepted" } });
  t.is(server.engine.orders.size, 1);
});

test("nothing that goes wrong tells the key", async (t) => {
  const { exchange } = await bench(t, { exchange: { restUrl: "http://127.0.0.1:1" } });
  const placed = await exchange.place(specOf());
  t.false(placed.known);
  t.notRegex(placed.known ? "" : placed.cause, /PRIVATE|organizations|eyJ/);
});
