import test from "ava";
import type { OrderSpec } from "../../../../src/store/words/order.ts";
import { T0 } from "../../facts.ts";
import { bench, specOf, stopSpec } from "./bench.ts";

const ID = specOf().clientOrderId;
const STOP_ID = stopSpec().clientOrderId;
const head = (side: string, id = ID) =>
  `{"client_order_id":"${id}","product_id":"BTC-USD","side":"${side}","order_configuration":`;

const BODIES: readonly (readonly [title: string, spec: OrderSpec, body: string])[] = [
  [
    "a limit order carries our own id",
    specOf(),
    `${head("BUY")}{"limit_limit_gtc":{"base_size":"0.001","limit_price":"60000","post_only":false}}}`,
  ],
  [
    "one that is good till a date names the date",
    specOf({ timeInForce: "gtd", expiresAt: T0 + 60_000 }),
    `${head("BUY")}{"limit_limit_gtd":{"base_size":"0.001","limit_price":"60000","end_time":"2026-01-05T00:01:00.000Z","post_only":false}}}`,
  ],
  [
    "one that takes what there is, is routed as such",
    specOf({ timeInForce: "ioc" }),
    `${head("BUY")}{"sor_limit_ioc":{"base_size":"0.001","limit_price":"60000"}}}`,
  ],
  [
    "all or nothing is fill or kill",
    specOf({ timeInForce: "fok" }),
    `${head("BUY")}{"limit_limit_fok":{"base_size":"0.001","limit_price":"60000"}}}`,
  ],
  [
    "an entry at the market goes no further than its collar",
    specOf({ type: "market", limitPrice: null, collarPrice: "61300.5", timeInForce: "ioc" }),
    `${head("BUY")}{"sor_limit_ioc":{"base_size":"0.001","limit_price":"61300.5"}}}`,
  ],
  [
    "an exit at the market sells its quantity at any price",
    specOf({ role: "exit", side: "sell", type: "market", limitPrice: null, timeInForce: "ioc" }),
    `${head("SELL")}{"market_market_ioc":{"base_size":"0.001"}}}`,
  ],
  [
    "a stop that sells triggers on the way down, its limit beyond it on the price grid",
    stopSpec({ stopPrice: "59500.01" }),
    `${head("SELL", STOP_ID)}{"stop_limit_stop_limit_gtc":{"base_size":"0.001","limit_price":"58905","stop_price":"59500.01","stop_direction":"STOP_DIRECTION_STOP_DOWN"}}}`,
  ],
  [
    "a stop that buys triggers on the way up, its limit above it",
    stopSpec({ side: "buy", stopPrice: "62000.01" }),
    `${head("BUY", STOP_ID)}{"stop_limit_stop_limit_gtc":{"base_size":"0.001","limit_price":"62620.02","stop_price":"62000.01","stop_direction":"STOP_DIRECTION_STOP_UP"}}}`,
  ],
  [
    "a bracket is sent as one, not as a stop that forgot its target",
    stopSpec({ type: "bracket", targetPrice: "65000" }),
    `${head("SELL", STOP_ID)}{"trigger_bracket_gtc":{"base_size":"0.001","limit_price":"65000","stop_trigger_price":"59500"}}}`,
  ],
];

for (const [title, spec, body] of BODIES) {
  test(title, async (t) => {
    const { server, exchange } = await bench(t);
    const placed = await exchange.place(spec);
    t.deepEqual(
      server.asked.map((each) => [each.path, each.body]),
      [["/api/v3/brokerage/orders", body]],
    );
    t.like(placed, { known: true, value: { outcome: "accepted" } });
    t.is(server.engine.byClientId(spec.clientOrderId)?.side, spec.side === "buy" ? "BUY" : "SELL");
  });
}

const UNSAYABLE: readonly (readonly [why: string, spec: OrderSpec])[] = [
  ["a market buy needs a collar price", specOf({ type: "market", limitPrice: null })],
  ["needs a limit price", specOf({ limitPrice: null })],
  ["needs that date", specOf({ timeInForce: "gtd" })],
  ["needs a stop price", stopSpec({ stopPrice: null })],
  ["a stop rests until it is canceled", stopSpec({ timeInForce: "gtd", expiresAt: T0 + 1 })],
  ["the price increment of DOGE/USD is not known", stopSpec({ symbol: "DOGE/USD" })],
  ["needs a target price and a stop price", stopSpec({ type: "bracket" })],
];
for (const [why, spec] of UNSAYABLE) {
  test(`what Coinbase has no words for is refused here, and nothing is sent: ${why}`, async (t) => {
    const { server, exchange } = await bench(t);
    const placed = await exchange.place(spec);
    const reason = placed.known && placed.value.outcome === "rejected" ? placed.value.reason : "";
    t.true(reason.startsWith("NOT_SENT: ") && reason.includes(why), reason);
    t.deepEqual(server.asked, []);
  });
}
