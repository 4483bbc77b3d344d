import { generateKeyPairSync } from "node:crypto";
import test, { type ExecutionContext } from "ava";
import type { Finding } from "../../../bin/doctor/examination.ts";
import { farOrder, worthOf } from "../../../bin/doctor/far.ts";
import { oneOrder, type OneOrderOptions } from "../../../bin/doctor/oneOrder.ts";
import { machineTimers } from "../../../bin/timers.ts";
import { CoinbaseExchange } from "../../../src/gate/venue/coinbase/exchange.ts";
import type { InstrumentFacts } from "../../../src/store/market/instruments.ts";
import { isLess, isMultiple } from "../../../src/store/money.ts";
import type { OrderSpec } from "../../../src/store/words/order.ts";
import type { Endpoint, FaultKind } from "../../exchange/chaos.ts";
import { ExchangeServer } from "../../exchange/server.ts";

const ID = "01900000-0000-7000-8000-000000000001";
const REF = { clientOrderId: ID, symbol: "BTC/USD", since: 0 } as const;
const NAME = "organizations/1f2e3d4c/apiKeys/5b6a7988";

/** Changes what the exchange does with the walk's calls. */
type Bend = (exchange: CoinbaseExchange) => Partial<OneOrderOptions["exchange"]>;

/** An exchange with BTC at 60,000, and a walk over it that looks often and waits for a moment only. */
async function openWalk(t: ExecutionContext, bend: Bend = () => ({})) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = new ExchangeServer({ now: Date.now, key: { name: NAME, publicKey } });
  server.list({ id: "BTC-USD", price: "60000" });
  server.engine.account.deposit("USD", "100");
  const restUrl = await server.listen();
  t.teardown(() => server.close());
  const exchange = new CoinbaseExchange({
    key: { name: NAME, privateKey: privateKey.export({ type: "sec1", format: "pem" }) },
    symbols: ["BTC/USD"],
    instrument: () => undefined,
    stopSlackBps: 0,
    postOnly: true,
    timers: machineTimers,
    timeoutMs: 1_000,
    restUrl,
    now: Date.now,
  });
  const listed = await exchange.products();
  const [facts] = listed.known ? listed.value : [];
  const spec = farOrder(facts as InstrumentFacts, "60000", ID, Date.now());
  const said: Finding[] = [];
  const walk = (isCalledOff = () => false): Promise<boolean> =>
    oneOrder({
      exchange: {
        preview: (wish) => exchange.preview(wish),
        place: (wish) => exchange.place(wish),
        find: (ref) => exchange.find(ref),
        cancel: (ref) => exchange.cancel(ref),
        openOrders: () => exchange.openOrders(),
        ...bend(exchange),
      },
      spec,
      now: Date.now,
      timers: machineTimers,
      lookMs: 5,
      patienceMs: 1_000,
      say: (finding) => void said.push(finding),
      isCalledOff,
    });
  const orders = () => [...server.engine.orders.values()];
  const open = () => orders().filter(({ isOpen }) => isOpen);
  const text = () => said.map(({ state, what, remedy }) => `${state} ${what} ${remedy}`).join("\n");
  return { server, spec, walk, orders, open, text, said };
}

test("the order is as small as the venue takes, at half the price, and ends by itself within ten minutes", async (t) => {
  const { spec, server, walk } = await openWalk(t);
  t.is(spec.limitPrice, "30000");
  t.true(!isLess(worthOf(spec), "1") && isLess(worthOf(spec), "1.2"), worthOf(spec));
  t.true(isMultiple(spec.quantity, "0.00000001"));
  await walk();
  const sent = server.asked.filter(({ endpoint }) => endpoint === "create").map(({ body }) => JSON.parse(body));
  const end = new Date(spec.expiresAt ?? 0).toISOString();
  const form = { base_size: spec.quantity, limit_price: "30000", end_time: end, post_only: true };
  for (const body of sent) t.deepEqual(body.order_configuration, { limit_limit_gtd: form });
  t.true((spec.expiresAt ?? 0) - Date.now() <= 600_000);
});

test("one order is placed, found by its client id, sent again without a second one, and taken back", async (t) => {
  const { walk, orders, said, text } = await openWalk(t);
  t.true(await walk());
  t.deepEqual(
    orders().map(({ status, clientOrderId }) => [status, clientOrderId]),
    [["CANCELLED", ID]],
  );
  t.true(
    said.every(({ state }) => state === "good"),
    text(),
  );
  t.regex(
    text(),
    /placed: taken in after \d+ ms[^]*listed under its client id \d+ ms later[^]*comes back, and no second one[^]*gone after \d+ ms \(CANCELLED: User requested cancel\); nothing is left/,
  );
});

const FAULTS: readonly (readonly [Endpoint, FaultKind, number])[] = [
  ["create", "drop_after", 1],
  ["create", "error_after", 1],
  ["create", "stall_after", 1],
  ["create", "half", 1],
  ["create", "other_id", 1],
  ["create", "wrong_fields", 1],
  ["create", "drop_after", 2],
  ["create", "drop_before", 1],
  ["create", "drop_before", 2],
  ["create", "html", 2],
  ["orders", "error_before", 3],
  ["orders", "twice", 9],
  ["order", "drop_before", 2],
  ["cancel", "drop_before", 2],
  ["cancel", "drop_after", 1],
  ["cancel", "error_after", 2],
];
test("whatever goes wrong at whichever door, nothing is left behind and nothing is there twice", async (t) => {
  const walks = FAULTS.map(async ([endpoint, kind, times]) => {
    const { server, walk, orders, open, text } = await openWalk(t);
    server.fault(endpoint, kind, { times });
    const name = `${endpoint} ${kind} ${times}`;
    t.true(await walk(), `${name}: ${text()}`);
    t.deepEqual(open(), [], `${name}: ${text()}`);
    t.true(orders().length <= 1, name);
    t.regex(text(), /nothing is left/, name);
  });
  await Promise.all(walks);
});

test("an answer that is lost after the venue took the order is said, and the order is looked up and taken back", async (t) => {
  const { server, walk, orders, text } = await openWalk(t);
  server.fault("create", "drop_after", { times: 1 });
  t.true(await walk());
  t.regex(text(), /weak no answer to the order[^]*good listed under its client id[^]*good taken back/);
  t.is(orders()[0]?.status, "CANCELLED");
});

test("a client id that comes twice: a refusal by name is well, a second order is not, and both are taken back", async (t) => {
  const named = await openWalk(t);
  named.server.engine.habits.duplicates = "refused";
  t.true(await named.walk());
  t.regex(named.text(), /good the same client id again: refused: .*DUPLICATE_CLIENT_ORDER_ID/);
  const doubled = await openWalk(t);
  doubled.server.engine.habits.duplicates = "doubled";
  t.true(await doubled.walk(), doubled.text());
  t.regex(doubled.text(), /bad the same client id again: it made a second order/);
  t.deepEqual(
    doubled.orders().map(({ status }) => status),
    ["CANCELLED", "CANCELLED"],
  );
});

test("a venue that is slow to take it in and to let it go is waited for", async (t) => {
  const { server, walk, open, text } = await openWalk(t);
  server.do({ do: "habits", acceptsSlowly: true, cancelsSlowly: true });
  const settling = setInterval(() => server.engine.settle(), 100);
  t.teardown(() => clearInterval(settling));
  t.true(await walk(), text());
  t.deepEqual(open(), []);
});

test("an order that the lists do not show yet is asked to go by the id that is known", async (t) => {
  const { server, walk, orders, text } = await openWalk(t);
  server.fault("orders", "lag", { ms: 600_000 });
  t.true(await walk(), text());
  t.is(orders()[0]?.status, "CANCELLED");
  t.regex(text(), /bad it is not listed under its client id[^]*good taken back/);
});

test("an order that nothing shows yet is asked to go all the same, and said to remain for as long as that lasts", async (t) => {
  const { server, walk, orders, text } = await openWalk(t);
  for (const endpoint of ["orders", "order"] as const) server.fault(endpoint, "lag", { ms: 600_000 });
  t.false(await walk());
  t.is(orders()[0]?.status, "CANCELLED", text());
  t.regex(text(), /MAY REMAIN/);
});

test("a list that still shows an order as open is waited for, whatever was said of the order itself", async (t) => {
  let lists = 0;
  const { walk, orders, text } = await openWalk(t, (exchange) => ({
    async openOrders() {
      const stale = orders().map(({ orderId }) => exchange.find({ ...REF, venueOrderId: orderId }));
      const told = (await Promise.all(stale)).flatMap((each) =>
        each.known && each.value !== null ? [each.value] : [],
      );
      lists += 1;
      return lists > 3
        ? exchange.openOrders()
        : { known: true, value: told.map((each) => ({ ...each, status: "open" })) };
    },
  }));
  t.true(await walk(), text());
  t.is(lists, 4);
  t.is(orders()[0]?.status, "CANCELLED");
});

test("a second send that nobody answered and that arrives once the first was taken back is taken back too", async (t) => {
  const sent: OrderSpec[] = [];
  const arrived: Promise<unknown>[] = [];
  const { server, walk, open, orders, text } = await openWalk(t, (exchange) => ({
    place(wish) {
      sent.push(wish);
      if (sent.length === 1) return exchange.place(wish);
      return Promise.resolve({ known: false, cause: "create: no answer within 10000 ms" });
    },
    async openOrders() {
      const answer = await exchange.openOrders();
      const [, second] = sent;
      // It arrives only now that a list without any was told.
      const isEmpty = answer.known && answer.value.length === 0;
      if (isEmpty && second !== undefined && arrived.length === 0) arrived.push(exchange.place(second));
      return answer;
    },
  }));
  server.engine.habits.duplicates = "doubled";
  t.true(await walk(), text());
  await Promise.all(arrived);
  t.deepEqual(open(), [], text());
  t.is(orders().length, 2);
  t.regex(text(), /weak the same client id again: no answer[^]*good taken back/);
});

test("an order that cannot be taken back is said with all that finds it, and when it ends by itself", async (t) => {
  const { server, walk, open, text } = await openWalk(t);
  server.fault("cancel", "error_before");
  t.false(await walk());
  t.is(open().length, 1);
  const orderId = open()[0]?.orderId ?? "";
  t.regex(text(), new RegExp(`bad MAY REMAIN: buy \\S+ BTC/USD at 30000, ids ${ID}, ${orderId} .*ends by itself at `));
});

test("while nothing can be asked any more it still asks for the order to go, and says what may remain", async (t) => {
  const { server, walk, text, orders } = await openWalk(t);
  for (const endpoint of ["orders", "order"] as const) server.fault(endpoint, "html");
  t.false(await walk());
  t.is(orders()[0]?.status, "CANCELLED", "it was asked to go by the id that was told");
  t.regex(text(), /MAY REMAIN/);
});

test("called off in the middle, nothing more is sent and the order is taken back", async (t) => {
  const { server, walk, orders, text } = await openWalk(t);
  t.true(await walk(() => server.engine.orders.size > 0));
  t.is(server.asked.filter(({ endpoint }) => endpoint === "create").length, 1);
  t.is(orders()[0]?.status, "CANCELLED", text());
});

test("what the preview objects to is never placed", async (t) => {
  const { server, walk, orders, text } = await openWalk(t);
  server.engine.account.deposit("USD", "-100");
  t.true(await walk());
  t.regex(text(), /bad the preview objects \(.*INSUFFICIENT_FUND\): nothing was placed/);
  t.deepEqual([orders().length, server.asked.filter(({ endpoint }) => endpoint === "create").length], [0, 0]);
});
