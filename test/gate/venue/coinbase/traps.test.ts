import test, { type ExecutionContext } from "ava";
import { CoinbaseExchange } from "../../../../src/gate/venue/coinbase/exchange.ts";
import { cancel } from "../../../../src/gate/venue/coinbase/cancel.ts";
import { BTC, T0 } from "../../facts.ts";
import { bench, type Bench, BTC_FACTS, refOf, specOf, stopSpec } from "./bench.ts";

/** What ccxt's unified calls get wrong at Coinbase, one law each: what is done here instead. */
const LAWS: readonly (readonly [law: string, holds: (t: ExecutionContext, b: Bench) => Promise<void>])[] = [
  [
    "the id that is sent is ours, and sending again does not double the order",
    async (t, b) => {
      for (let n = 0; n < 3; n += 1) await b.exchange.place(specOf());
      t.deepEqual(
        [...b.server.engine.orders.values()].map(({ clientOrderId }) => clientOrderId),
        [specOf().clientOrderId],
      );
    },
  ],
  [
    "a stop below the price sells when the price falls, and is no take-profit",
    async (t, b) => {
      await b.exchange.place(stopSpec());
      b.server.price("BTC-USD", "70000");
      const order = b.server.engine.byClientId(stopSpec().clientOrderId);
      t.is(order?.status, "OPEN");
      b.server.price("BTC-USD", "59400");
      t.is(order?.status, "FILLED");
    },
  ],
  [
    "a target beside a stop is kept, and a date too",
    async (t, b) => {
      const both = stopSpec({ type: "bracket", targetPrice: "65000" });
      const dated = specOf({ timeInForce: "gtd", expiresAt: T0 + 60_000 });
      for (const spec of [both, dated]) await b.exchange.place(spec);
      const terms = [both, dated].map((spec) => b.server.engine.byClientId(spec.clientOrderId)?.terms);
      t.like(terms[0], { kind: "bracket", limitPrice: "65000", stopPrice: "59500" });
      t.like(terms[1], { timeInForce: "GTD", endTime: T0 + 60_000 });
    },
  ],
  [
    "a refusal for want of money says so",
    async (t, b) => {
      const placed = await b.exchange.place(specOf({ quantity: "1000" }));
      t.regex(placed.known && placed.value.outcome === "rejected" ? placed.value.reason : "", /^INSUFFICIENT_FUND/);
    },
  ],
  [
    "an order that the venue does not know is not found, and that is an answer",
    async (t, b) => void t.deepEqual(await b.exchange.find(refOf(specOf(), "nobody")), { known: true, value: null }),
  ],
  [
    "an error 500 with a reason in JSON decides nothing",
    async (t, b) => {
      b.server.fault("create", "error_after");
      t.false((await b.exchange.place(specOf())).known);
      t.is(b.server.engine.orders.size, 1);
    },
  ],
  [
    "of a cancel only what is said of our own order counts",
    async (t) => {
      const results = [
        { success: false, failure_reason: "UNKNOWN_CANCEL_ORDER", order_id: "another" },
        { success: true, failure_reason: "UNKNOWN_CANCEL_FAILURE_REASON", order_id: "ours" },
      ];
      const reply = { kind: "heard", status: 200, body: JSON.stringify({ results }) } as const;
      t.like(await cancel(() => Promise.resolve(reply), refOf(specOf(), "ours")), { value: { outcome: "asked" } });
    },
  ],
  [
    "no order is ever edited, no money moved: of the private doors only these are used, whatever is called",
    async (t, b) => {
      await everything(b);
      const used = new Set(
        b.server.asked.map(({ path }) => path.split("?")[0]?.replace(/historical\/0.*/, "historical/{id}")),
      );
      const root = "/api/v3/brokerage";
      t.deepEqual(
        [...used].map((path) => path?.replace(root, "")).toSorted((a = "", b = "") => a.localeCompare(b)),
        [
          "/accounts",
          "/key_permissions",
          "/market/products",
          "/market/products/BTC-USD/ticker",
          "/orders",
          "/orders/batch_cancel",
          "/orders/historical/{id}",
          "/orders/historical/batch",
          "/orders/historical/fills",
          "/orders/preview",
        ],
      );
    },
  ],
  [
    "an order that failed or expired was not canceled, and a queued one is open",
    async (t, b) => {
      for (const [state, status] of [
        ["FAILED", "rejected"],
        ["EXPIRED", "expired"],
        ["QUEUED", "open"],
      ] as const) {
        await b.exchange.place(specOf());
        const order = b.server.engine.byClientId(specOf().clientOrderId);
        if (order !== undefined) order.status = state;
        t.like(await b.exchange.find(refOf(specOf())), { value: { status } });
      }
    },
  ],
  [
    "an order that is still pending is among the open ones",
    async (t, b) => {
      b.server.do({ do: "habits", acceptsSlowly: true });
      await b.exchange.place(specOf());
      t.like(await b.exchange.openOrders(), { value: [{ status: "open" }] });
    },
  ],
  [
    "what an order holds is part of the balance",
    async (t, b) => {
      await b.exchange.place(stopSpec());
      t.is(b.server.engine.available("BTC"), "9.999");
      t.like(await b.exchange.balances(), { value: { BTC: "10" } });
    },
  ],
  [
    "another address is told outright, and every call goes there",
    async (t, b) => {
      await everything(b);
      const answers = [await b.exchange.openOrders(), await b.exchange.products(), await b.exchange.keyPermissions()];
      t.true(answers.every(({ known }) => known));
    },
  ],
  [
    "a preview is read: what it would cost, and why it would be refused",
    async (t, b) => {
      t.deepEqual(await b.exchange.preview(specOf({ quantity: "1000" })), {
        known: true,
        value: { errors: ["PREVIEW_INSUFFICIENT_FUND"], warnings: [], commission: "0.06", slippage: "0" },
      });
      t.is(b.server.asked.at(-1)?.body.includes("client_order_id"), false);
      t.is(b.server.engine.orders.size, 0);
      t.false((await b.exchange.preview(specOf({ limitPrice: null }))).known);
    },
  ],
  [
    "there is no cancel of everything: each order is asked to go by name, and strangers' stay",
    async (t, b) => {
      await b.exchange.place(specOf());
      await b.exchange.place(specOf({}, 7));
      await b.exchange.cancel(refOf(specOf()));
      t.is(b.server.engine.byClientId(specOf({}, 7).clientOrderId)?.status, "OPEN");
    },
  ],
  [
    "the hand can do what the port says and look around, and nothing else",
    async (t, b) => {
      const can = Object.getOwnPropertyNames(CoinbaseExchange.prototype).filter((name) => name !== "constructor");
      const port = ["place", "cancel", "find", "openOrders", "fills", "balances"];
      t.deepEqual(can, [...port, "keyPermissions", "products", "lastPrice", "preview", "capabilities"]);
      t.deepEqual(Object.keys(b.exchange), []);
    },
  ],
];

for (const [law, holds] of LAWS) test(law, async (t) => holds(t, await bench(t)));

/** Calls whatever there is to be called. */
async function everything({ exchange }: Bench): Promise<void> {
  await exchange.place(specOf());
  await exchange.place(stopSpec());
  const found = await exchange.find(refOf(specOf()));
  const ref = refOf(specOf(), found.known ? (found.value?.venueOrderId ?? null) : null);
  await exchange.find(ref);
  await exchange.cancel(ref);
  await exchange.openOrders();
  await exchange.fills(T0);
  await exchange.balances();
  await exchange.keyPermissions();
  await exchange.products();
  await exchange.preview(specOf({ symbol: BTC }));
  await exchange.capabilities(BTC_FACTS);
}
