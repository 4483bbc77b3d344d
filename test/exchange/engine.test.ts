import test from "ava";
import * as fc from "fast-check";
import { add, isLess, isMore, isZero, multiply, subtract } from "../../src/store/money.ts";
import { Engine } from "./engine.ts";
import type { Order, Side } from "./order.ts";
import { termsOf } from "./terms.ts";

const T0 = Date.UTC(2026, 0, 5);
const PRODUCT = "BTC-USD";

function engineOf(price = "100") {
  const clock = { now: T0 };
  const engine = new Engine(() => clock.now);
  engine.products.set(PRODUCT, {
    id: PRODUCT,
    base: "BTC",
    quote: "USD",
    baseIncrement: "0.01",
    priceIncrement: "0.5",
    baseMin: "0.01",
    baseMax: "1000",
    quoteMin: "1",
    price,
    depth: null,
    left: null,
    flags: {},
    refuses: new Set(),
  });
  engine.account.deposit("USD", "1000");
  engine.account.deposit("BTC", "10");
  let n = 0;
  const send = (side: Side, configuration: Record<string, object>, clientOrderId = `c-${(n += 1)}`) =>
    engine.place({ clientOrderId, productId: PRODUCT, side, terms: termsOf({ ...configuration }) });
  const order = (side: Side, configuration: Record<string, object>): Order => {
    const taken = send(side, configuration);
    if ("reason" in taken) throw new Error(taken.reason);
    return taken.order;
  };
  return { engine, clock, send, order };
}
const limit = (base_size: string, limit_price: string) => ({ limit_limit_gtc: { base_size, limit_price } });
const ioc = (base_size: string, limit_price: string) => ({ sor_limit_ioc: { base_size, limit_price } });
const fok = (base_size: string, limit_price: string) => ({ limit_limit_fok: { base_size, limit_price } });
const stopDown = (base_size: string, stop_price: string, limit_price: string) => ({
  stop_limit_stop_limit_gtc: { base_size, limit_price, stop_price, stop_direction: "STOP_DIRECTION_STOP_DOWN" },
});
const bracket = (base_size: string, limit_price: string, stop_trigger_price: string) => ({
  trigger_bracket_gtc: { base_size, limit_price, stop_trigger_price },
});

test("one that takes pays the price that is there; one that rested is met at its own limit", (t) => {
  const { engine, order } = engineOf();
  const taker = order("BUY", limit("1", "101"));
  const maker = order("BUY", limit("1", "90"));
  engine.setPrice(PRODUCT, "85");
  t.like(taker, { status: "FILLED", cost: "100", fees: "0.6" });
  t.like(maker, { status: "FILLED", cost: "90", fees: "0.36" });
  t.deepEqual(
    engine.fills.map(({ liquidity }) => liquidity),
    ["TAKER", "MAKER"],
  );
});

test("what an order may need is held as long as it is open, and not a moment longer", (t) => {
  const { engine, order } = engineOf();
  const buy = order("BUY", limit("2", "90"));
  order("SELL", limit("3", "120"));
  t.deepEqual([engine.held("USD"), engine.held("BTC")], ["181.08", "3"]);
  engine.setPrice(PRODUCT, "120");
  t.is(engine.held("BTC"), "0");
  engine.cancel(buy.orderId);
  t.is(engine.held("USD"), "0");
});

test("where the book is thin an IOC takes what there is, an FOK nothing, and a GTC waits for more", (t) => {
  const { engine, order } = engineOf();
  const product = engine.products.get(PRODUCT);
  if (product !== undefined) product.depth = "1";
  engine.setPrice(PRODUCT, "100");
  t.like(order("SELL", fok("2", "100")), { status: "CANCELLED", filled: "0" });
  t.like(order("SELL", ioc("2", "100")), { status: "CANCELLED", filled: "1" });
  const resting = order("SELL", limit("2", "100"));
  t.is(resting.filled, "0");
  engine.setPrice(PRODUCT, "100");
  engine.setPrice(PRODUCT, "100");
  t.like(resting, { status: "FILLED", filled: "2" });
});

test("a stop that is jumped by a gap is triggered and unfilled, and sells when the price is back", (t) => {
  const { engine, order } = engineOf();
  const stop = order("SELL", stopDown("1", "95", "94"));
  engine.setPrice(PRODUCT, "90");
  t.like(stop, { status: "OPEN", triggered: true, filled: "0" });
  engine.setPrice(PRODUCT, "94.5");
  t.like(stop, { status: "FILLED", cost: "94" });
});

test("a bracket takes its profit at its limit, or stops its loss at what is there", (t) => {
  const { engine, order } = engineOf();
  const profit = order("SELL", bracket("1", "110", "95"));
  engine.setPrice(PRODUCT, "112");
  t.like(profit, { status: "FILLED", cost: "110" });
  engine.setPrice(PRODUCT, "100");
  const loss = order("SELL", bracket("1", "110", "95"));
  engine.setPrice(PRODUCT, "94");
  t.like(loss, { status: "FILLED", cost: "94" });
});

test("a slow exchange: an order that is pending trades nothing, one that is to go may still fill", (t) => {
  const { engine, order } = engineOf();
  engine.habits.acceptsSlowly = true;
  engine.habits.cancelsSlowly = true;
  const buy = order("BUY", limit("1", "95"));
  engine.setPrice(PRODUCT, "90");
  t.is(buy.status, "PENDING");
  engine.settle();
  t.like(buy, { status: "FILLED", cost: "90" });
  const sell = order("SELL", limit("1", "99"));
  engine.settle();
  engine.cancel(sell.orderId);
  t.is(sell.status, "CANCEL_QUEUED");
  engine.setPrice(PRODUCT, "99");
  t.is(sell.status, "FILLED");
});

const REFUSED: readonly (readonly [reason: string, side: Side, configuration: Record<string, object>])[] = [
  ["INSUFFICIENT_FUND", "BUY", limit("10", "100")],
  ["INSUFFICIENT_FUND", "SELL", limit("10.01", "100")],
  ["INVALID_SIZE_PRECISION", "BUY", limit("0.001", "100")],
  ["INVALID_PRICE_PRECISION", "BUY", limit("1", "99.7")],
  ["INVALID_BASE_SIZE_TOO_LARGE", "SELL", limit("1001", "100")],
  ["INVALID_QUOTE_SIZE_TOO_SMALL", "BUY", limit("0.01", "50")],
  ["STOP_PRICE_ABOVE_LAST_TRADE_PRICE", "SELL", stopDown("1", "100", "99")],
  ["STOP_PRICE_BELOW_LIMIT_PRICE", "SELL", stopDown("1", "95", "96")],
  ["INVALID_BRACKET_PRICES", "SELL", bracket("1", "99", "95")],
  ["INVALID_BRACKET_ORDER_SIDE", "BUY", bracket("1", "110", "95")],
  ["UNSUPPORTED_ORDER_CONFIGURATION", "BUY", { limit_limit_gtc: { base_size: "1", limit_price: "99", stopLoss: {} } }],
  ["UNSUPPORTED_ORDER_CONFIGURATION", "SELL", { market_market_ioc: { quote_size: "10" } }],
  [
    "INVALID_LIMIT_PRICE_POST_ONLY",
    "BUY",
    { limit_limit_gtc: { base_size: "1", limit_price: "100", post_only: true } },
  ],
  [
    "END_TIME_IS_IN_THE_PAST",
    "BUY",
    { limit_limit_gtd: { base_size: "1", limit_price: "99", end_time: new Date(T0).toISOString() } },
  ],
];
for (const [reason, side, configuration] of REFUSED) {
  test(`a ${side} of ${JSON.stringify(configuration)} is refused: ${reason}`, (t) => {
    const { engine, send } = engineOf();
    t.deepEqual(send(side, configuration), { reason });
    t.is(engine.orders.size, 0);
  });
}

const cents = fc.integer({ min: 1, max: 400 }).map((n) => (n / 100).toFixed(2));
const price = fc.integer({ min: 160, max: 240 }).map((n) => (n / 2).toFixed(1));
const side = fc.constantFrom<Side>("BUY", "SELL");
const move = fc.oneof(
  fc.record({ kind: fc.constant("price"), price }),
  fc.record({ kind: fc.constant("cancel"), n: fc.nat(20) }),
  fc.record({ kind: fc.constantFrom("gtc", "ioc", "fok"), side, size: cents, price }),
  fc.record({ kind: fc.constant("stop"), size: cents, price }),
  fc.record({ kind: fc.constant("bracket"), size: cents, price }),
);

test("whatever happens, no coin is made or lost, nothing is sold twice, and nothing is filled beyond its size", (t) => {
  let fills = 0;
  fc.assert(
    fc.property(fc.array(move, { minLength: 20, maxLength: 60, size: "max" }), fc.option(cents), (moves, depth) => {
      const { engine, send } = engineOf();
      const product = engine.products.get(PRODUCT);
      if (product !== undefined) product.depth = depth;
      for (const each of moves) {
        if ("n" in each) engine.cancel([...engine.orders.keys()][each.n] ?? "");
        else if (!("size" in each)) engine.setPrice(PRODUCT, each.price);
        else if ("side" in each) {
          const write = { gtc: limit, ioc, fok }[each.kind];
          send(each.side, write(each.size, each.price));
        } else if (each.kind === "stop") send("SELL", stopDown(each.size, each.price, subtract(each.price, "1")));
        else send("SELL", bracket(each.size, "121", each.price));
        holds(engine);
      }
      fills += engine.fills.length;
    }),
    { numRuns: 300, seed: 7 },
  );
  t.true(fills > 1_000, `only ${fills} fills were looked at`);
});

/** @throws Error when the books of the exchange do not agree. */
function holds(engine: Engine): void {
  let [usd, btc] = ["1000", "10"];
  for (const { side: of, price: at, size, commission } of engine.fills) {
    const value = multiply(at, size);
    usd = subtract(of === "BUY" ? subtract(usd, value) : add(usd, value), commission);
    btc = of === "BUY" ? add(btc, size) : subtract(btc, size);
  }
  const must = (so: boolean, what: string) => {
    if (!so) throw new Error(what);
  };
  must(engine.account.total("USD") === usd && engine.account.total("BTC") === btc, "a wallet and the fills differ");
  for (const currency of ["USD", "BTC"]) must(!isLess(engine.available(currency), "0"), `${currency} is overdrawn`);
  for (const order of engine.orders.values()) {
    const sum = engine.fills.filter((fill) => fill.orderId === order.orderId).map(({ size }) => size);
    must(add(...sum) === order.filled && !isMore(order.filled, order.quantity), "an order and its fills differ");
    must((order.status === "FILLED") === isZero(subtract(order.quantity, order.filled)), "filled is not whole");
  }
}
