import { isDeepStrictEqual } from "node:util";
import test from "ava";
import type { OrderSpec } from "../../../src/store/words/order.ts";
import { MINUTE_MS, SECOND_MS } from "../../../src/store/time.ts";
import { seededRandom } from "../../../src/store/random.ts";
import { BTC, idOf, T0 } from "../../gate/facts.ts";
import { type ExchangeFault, Faults } from "../faults.ts";
import { Timeline } from "../timeline.ts";
import { Book } from "./book.ts";
import { HostileExchange } from "./hostile.ts";

/** An exchange with BTC at 100 and 5000 USD in the account, and one clock. */
function begun() {
  const timeline = new Timeline(T0);
  const faults = new Faults(() => timeline.monotonicMs);
  const market = { price: "100" };
  const now = () => T0 + timeline.monotonicMs;
  const book = new Book({
    now,
    price: () => market.price,
    cash: "5000",
    share: () => (faults.take("fillPart") === null ? 1 : 0.5),
    jumps: () => faults.take("stopJumped") !== null,
    onFill: () => {},
    onChange: () => {},
  });
  const exchange = new HostileExchange({ book, faults, timeline, random: seededRandom(1), now, onTraffic: () => {} });
  const passed = async <Value>(answer: Promise<Value>): Promise<Value> => {
    let value: { readonly is: Value } | null = null;
    void answer.then((is) => (value = { is }));
    for (let i = 0; i < 20; i += 1) {
      timeline.next(timeline.monotonicMs + 2 * SECOND_MS);
      await new Promise((done) => setImmediate(done));
    }
    if (value === null) throw new RangeError("no answer");
    return (value as { readonly is: Value }).is;
  };
  const trade = (price: string): void => {
    market.price = price;
    book.trade(BTC);
  };
  return {
    timeline,
    faults,
    book,
    exchange,
    passed,
    trade,
    arm: (fault: ExchangeFault) => faults.arm(fault, MINUTE_MS),
  };
}

const order = (n: number, change: Partial<OrderSpec> = {}): OrderSpec => ({
  clientOrderId: idOf(n),
  positionId: idOf(1),
  intentId: null,
  ruleId: "trend",
  ruleVersion: 1,
  symbol: BTC,
  role: "entry",
  side: "buy",
  type: "limit",
  quantity: "2",
  limitPrice: "99",
  collarPrice: null,
  stopPrice: null,
  targetPrice: null,
  protection: null,
  timeInForce: "gtc",
  expiresAt: null,
  attempt: 0,
  reason: "signal",
  ...change,
});
const market = (n: number, change: Partial<OrderSpec> = {}): OrderSpec =>
  order(n, { type: "market", limitPrice: null, timeInForce: "ioc", ...change });
const stop = (n: number): OrderSpec =>
  market(n, { role: "stop", side: "sell", type: "stop", stopPrice: "95", timeInForce: "gtc" });
const refOf = (n: number) => ({ clientOrderId: idOf(n), venueOrderId: null, symbol: BTC, since: T0 });

test("the same client id twice is one order, whether it is told again or refused", async (t) => {
  const { exchange, passed, book } = begun();
  const first = await passed(exchange.place(order(1)));
  const refusal = { known: true, value: { outcome: "rejected", reason: "DUPLICATE_CLIENT_ORDER_ID" } };
  const answers = [];
  for (let n = 0; n < 20; n += 1) answers.push(await passed(exchange.place(order(1))));
  for (const kind of [first, refusal]) t.true(answers.some((answer) => isDeepStrictEqual(answer, kind)));
  for (const answer of answers) t.true([first, refusal].some((kind) => isDeepStrictEqual(answer, kind)));
  t.is(book.orders.size, 1);
});

test("cash and coins move by the notional and the commission, and what is offered cannot be offered twice", async (t) => {
  const { exchange, passed, book } = begun();
  await passed(exchange.place(market(1)));
  t.deepEqual(book.balances, { USD: "4798.8", BTC: "2" });
  await passed(exchange.place(stop(2)));
  const second = await passed(exchange.place(market(3, { side: "sell" })));
  t.deepEqual(second, { known: true, value: { outcome: "rejected", reason: "INSUFFICIENT_FUND" } });
});

for (const [fault, arrives] of [
  ["dropAfterAccept", "at once"],
  ["errorAfterAccept", "at once"],
  ["timeoutBeforeAccept", "never"],
  ["acceptLate", "late"],
] as const) {
  test(`${fault}: the answer is not known, and the order arrives ${arrives}`, async (t) => {
    const { exchange, passed, book, arm, timeline } = begun();
    arm(fault);
    t.false((await passed(exchange.place(order(1)))).known);
    t.is(book.find(idOf(1)) !== undefined, arrives === "at once");
    while (timeline.next(timeline.monotonicMs + 10 * MINUTE_MS));
    t.is(book.find(idOf(1)) !== undefined, arrives !== "never");
  });
}

test("a stop becomes an order at the market where it is touched; one that is jumped stands there unfilled", async (t) => {
  const touched = begun();
  await touched.passed(touched.exchange.place(market(1)));
  await touched.passed(touched.exchange.place(stop(2)));
  touched.trade("94");
  t.is(touched.book.find(idOf(2))?.status, "filled");
  const jumped = begun();
  await jumped.passed(jumped.exchange.place(market(1)));
  await jumped.passed(jumped.exchange.place(stop(2)));
  jumped.arm("stopJumped");
  jumped.trade("94");
  t.like(jumped.book.find(idOf(2)), { status: "open", filled: "0", triggered: true });
});

test("a cancel may be lost, and may lose against an execution", async (t) => {
  const { exchange, passed, book, arm } = begun();
  await passed(exchange.place(order(1)));
  arm("cancelLost");
  t.false((await passed(exchange.cancel(refOf(1)))).known);
  t.is(book.find(idOf(1))?.status, "open");
  arm("cancelLosesRace");
  await passed(exchange.cancel(refOf(1)));
  t.is(book.find(idOf(1))?.status, "filled");
});

test("while it is blind it does not find what is there; while it is out it knows nothing", async (t) => {
  const { exchange, passed, arm } = begun();
  await passed(exchange.place(order(1)));
  arm("findBlind");
  t.deepEqual(await passed(exchange.find(refOf(1))), { known: true, value: null });
  arm("outage");
  for (const question of [exchange.find(refOf(1)), exchange.openOrders(), exchange.fills(T0), exchange.balances()]) {
    t.false((await passed<{ readonly known: boolean }>(question)).known);
  }
});

test("executions are listed late, twice and in any order", async (t) => {
  const { exchange, passed, arm } = begun();
  for (const n of [1, 2, 3]) await passed(exchange.place(market(n, { quantity: "1" })));
  arm("fillsTwice");
  const twice = await passed(exchange.fills(T0));
  t.is(twice.known && twice.value.length, 6);
  arm("fillsLate");
  await passed(exchange.place(market(4, { quantity: "1" })));
  const late = await passed(exchange.fills(T0));
  t.false(late.known && late.value.some(({ venueOrderId }) => venueOrderId === "x-4"));
});
