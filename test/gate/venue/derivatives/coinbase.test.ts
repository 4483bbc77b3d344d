import test from "ava";
import { coinbaseFutures, coinbasePerpetuals } from "../../../../src/gate/venue/derivatives/coinbase.ts";
import type { Ask, CallName, Reply } from "../../../../src/gate/venue/coinbase/wire.ts";
import { coinbaseWire } from "../../../../src/gate/venue/coinbase/wire.ts";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { KEY } from "../coinbase/bench.ts";

const said = (body: object, status = 200): Reply => ({ kind: "heard", status, body: JSON.stringify(body) });
const asking =
  (replies: Partial<Record<CallName, Reply>>): Ask =>
  async (call) =>
    replies[call] ?? { kind: "lost", cause: "not asked" };

/** As in the examples of docs.cdp.coinbase.com. */
const FUTURE = {
  product_id: "BIT-27MAR26-CDE",
  expiration_time: "2026-03-27T16:00:00Z",
  side: "LONG",
  number_of_contracts: "20",
  current_price: "61000",
  avg_entry_price: "60000",
  unrealized_pnl: "200",
  daily_realized_pnl: "0",
};
const product = (product_id: string, contract_expiry_type = "EXPIRING") => ({
  product_id,
  quote_currency_id: "USD",
  product_type: "FUTURE",
  future_product_details: { contract_size: "0.01", contract_expiry_type, contract_root_unit: "BTC", venue: "cde" },
});
const futures = (positions: readonly object[], products: readonly object[] = [product(FUTURE.product_id)]) =>
  coinbaseFutures(asking({ futures: said({ positions }), products: said({ products }) })).positions();

test("a future counts as contracts times what one stands for, on its own side", async (t) => {
  t.deepEqual(await futures([FUTURE]), {
    known: true,
    value: [
      {
        name: "BIT-27MAR26-CDE",
        currency: "USD",
        quantity: "0.2",
        price: "61000",
        derivative: { kind: "future", contractSize: "1", expiry: Date.UTC(2026, 2, 27, 16) },
      },
    ],
  });
  t.like(await futures([{ ...FUTURE, side: "SHORT" }]), { known: true, value: [{ quantity: "-0.2" }] });
});

test("a perpetual among the futures, and a price with its currency, are read as well", async (t) => {
  const perpetual = { ...FUTURE, expiration_time: "", current_price: { value: "50000.00", currency: "USD" } };
  t.like(await futures([perpetual], [product(FUTURE.product_id, "PERPETUAL")]), {
    known: true,
    value: [{ price: "50000", derivative: { kind: "perpetual" } }],
  });
});

test("no futures is an answer, and asks for no products", async (t) => {
  const ask = asking({ futures: said({ positions: [{ ...FUTURE, number_of_contracts: "0" }] }) });
  t.deepEqual(await coinbaseFutures(ask).positions(), { known: true, value: [] });
});

test("of futures that are not told whole nothing is known", async (t) => {
  t.false((await futures([FUTURE], [])).known, "no contract size");
  t.false((await futures([FUTURE, { ...FUTURE, side: "UNKNOWN" }])).known, "no side");
  t.false((await futures([{ ...FUTURE, current_price: "0" }])).known, "no price");
  for (const reply of [
    said({}, 500),
    said({ error: "PERMISSION_DENIED" }, 403),
    said({}),
    { kind: "lost", cause: "x" },
  ] as const) {
    t.false((await coinbaseFutures(asking({ futures: reply })).positions()).known);
  }
});

const PERPETUAL = {
  product_id: "1r4njf84-0-0",
  symbol: "ETH-PERP-INTX",
  position_side: "POSITION_SIDE_SHORT",
  net_size: "-2.5",
  mark_price: { value: "3000.5", currency: "USDC" },
  vwap: { value: "3010", currency: "USDC" },
};
const perpetuals = (...positions: readonly object[]) =>
  coinbasePerpetuals(asking({ perpetuals: said({ positions }) }), "portfolio-1").positions();

test("a perpetual counts in units of its underlying, on its own side whatever the sign of its size", async (t) => {
  const seen = { name: "ETH-PERP-INTX", currency: "USDC", quantity: "-2.5", price: "3000.5" };
  t.like(await perpetuals(PERPETUAL), { known: true, value: [seen] });
  t.like(await perpetuals({ ...PERPETUAL, net_size: "2.5" }), { known: true, value: [seen] });
  t.like(await perpetuals({ ...PERPETUAL, position_side: "POSITION_SIDE_LONG" }), {
    known: true,
    value: [{ quantity: "2.5" }],
  });
  t.deepEqual(await perpetuals({ ...PERPETUAL, net_size: "0" }), { known: true, value: [] });
  t.false((await perpetuals(PERPETUAL, { ...PERPETUAL, position_side: "POSITION_SIDE_UNKNOWN" })).known);
  t.false((await perpetuals({ ...PERPETUAL, mark_price: undefined })).known);
});

test("the questions go to the doors that Coinbase documents", async (t) => {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(new URL(request.url ?? "/", "http://x").pathname);
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ positions: [], products: [] }));
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  t.teardown(async () => {
    server.closeAllConnections();
    await new Promise<void>((closed) => void server.close(() => closed()));
  });
  const restUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const timers = { monotonicMs: () => 0, after: () => () => {} };
  const ask = coinbaseWire({ key: KEY, timers, timeoutMs: 60_000, restUrl });
  t.true((await coinbaseFutures(ask).positions()).known);
  t.true((await coinbasePerpetuals(ask, "portfolio-1").positions()).known);
  t.deepEqual(paths, ["/api/v3/brokerage/cfm/positions", "/api/v3/brokerage/intx/positions/portfolio-1"]);
});
