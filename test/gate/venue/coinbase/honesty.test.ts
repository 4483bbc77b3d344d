import test from "ava";
import { add, subtract } from "../../../../src/store/money.ts";
import { type Random, seededRandom } from "../../../../src/store/random.ts";
import type { OrderSpec } from "../../../../src/store/words/order.ts";
import { type Endpoint, type FaultKind, FAULTS } from "../../../exchange/chaos.ts";
import { T0 } from "../../facts.ts";
import { bench, type Bench, refOf, specOf, stopSpec } from "./bench.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const STEPS = 60;
const DOORS: readonly Endpoint[] = ["create", "cancel", "order", "orders", "fills", "accounts"];
/** Without those that need a deadline: they have tests of their own. */
const KINDS: readonly FaultKind[] = FAULTS.filter((kind) => kind !== "late" && kind !== "stall_after");

/** What the venue calls its states, as an order of the port says it. */
const STATES = {
  OPEN: "open",
  PENDING: "open",
  FILLED: "filled",
  CANCELLED: "canceled",
  CANCEL_QUEUED: "open",
} as const;

for (const seed of SEEDS) {
  test(`whatever goes wrong, what is said to be known is so: world ${seed}`, async (t) => {
    const b = await bench(t, { server: { pageSize: 4 } });
    const random = seededRandom(seed, "honesty");
    const sent: OrderSpec[] = [];
    let known = 0;
    for (let step = 0; step < STEPS; step += 1) {
      b.clock.now += 1_000;
      const lags = disturb(b, random);
      const lies = await act(b, random, sent, lags);
      if (lies === null) continue;
      known += 1;
      t.is(lies, "", `step ${step}`);
    }
    t.true(known > STEPS / 5, `only ${known} answers were known`);
    t.true(b.server.engine.fills.length > 0);
  });
}

/** Something goes wrong, or the price moves. True when lists lag. */
function disturb({ server }: Bench, random: Random): boolean {
  server.chaos.clear();
  server.price("BTC-USD", String(60_000 + Math.floor(random() * 20) * 100));
  server.do({ do: "habits", cancelsSlowly: random() < 0.3, duplicates: random() < 0.5 ? "existing" : "refused" });
  if (random() < 0.2) server.do({ do: "settle" });
  if (random() < 0.4) return false;
  const kind = pick(KINDS, random);
  // A list that speaks of other orders cannot be told from one that is true.
  const doors = kind === "other_id" ? DOORS.slice(0, 3) : DOORS;
  for (const door of doors) server.fault(door, kind, { ms: 3_000 });
  return kind === "lag";
}

/** Does one thing; "" when the answer agrees with the exchange, what does not, or null when there was none. */
async function act(b: Bench, random: Random, sent: OrderSpec[], lags: boolean): Promise<string | null> {
  const { exchange, server } = b;
  const { engine } = server;
  const dice = random();
  const spec = sent.length > 0 ? pick(sent, random) : null;
  if (dice < 0.4 || spec === null) {
    const fresh = wish(sent.length + 1, random);
    sent.push(fresh);
    const placed = await exchange.place(fresh);
    const order = engine.byClientId(fresh.clientOrderId);
    if (!placed.known) return null;
    if (placed.value.outcome === "rejected") return order === undefined ? "" : "a refused order is there";
    return order?.orderId === placed.value.venueOrderId ? "" : "an accepted order is not there";
  }
  const order = engine.byClientId(spec.clientOrderId);
  const ref = refOf(spec, random() < 0.5 ? null : (order?.orderId ?? null));
  if (dice < 0.55) {
    const answer = await exchange.cancel(ref);
    if (!answer.known) return null;
    const went = order?.status === "CANCELLED" || order?.status === "CANCEL_QUEUED";
    return answer.value.outcome === "refused" || went ? "" : "a cancel that was asked for did not arrive";
  }
  if (dice < 0.75) {
    const answer = await exchange.find(ref);
    if (!answer.known) return null;
    if (answer.value === null) return order === undefined || lags ? "" : "an order that is there was not found";
    const told = `${answer.value.status} ${answer.value.filledQuantity}`;
    const state = STATES[(order?.status ?? "") as keyof typeof STATES];
    return told === `${state} ${order?.filled}` ? "" : `${told} is told of ${order?.status} ${order?.filled}`;
  }
  return dice < 0.9 ? listsAgree(b, lags) : balancesAgree(b);
}

async function listsAgree({ exchange, server: { engine } }: Bench, lags: boolean): Promise<string | null> {
  const [open, fills] = [await exchange.openOrders(), await exchange.fills(T0)];
  if (!open.known || !fills.known) return null;
  const living = [...engine.orders.values()].filter(({ isOpen }) => isOpen).length;
  if (lags) return open.value.length <= living && fills.value.length <= engine.fills.length ? "" : "too many";
  if (open.value.length !== living) return `${open.value.length} of ${living} open orders are told`;
  const told = fills.value.map(({ tradeId }) => tradeId).join();
  return told === engine.fills.map(({ tradeId }) => tradeId).join() ? "" : `the fills told are ${told}`;
}

async function balancesAgree({ exchange, server: { engine } }: Bench): Promise<string | null> {
  const answer = await exchange.balances();
  if (!answer.known) return null;
  const wrong = ["USD", "BTC"].filter(
    (name) => subtract(answer.value[name] ?? "0", engine.account.total(name)) !== "0",
  );
  return wrong.join();
}

/** An order of one of the kinds that a gate sends, sometimes one that the venue refuses. */
function wish(n: number, random: Random): OrderSpec {
  const price = add("60000", String(Math.floor(random() * 20) * 100));
  const quantity = random() < 0.1 ? "1000" : "0.01";
  const market = { type: "market", limitPrice: null, timeInForce: "ioc", quantity } as const;
  return pick(
    [
      specOf({ limitPrice: price, quantity }, n),
      specOf({ ...market, collarPrice: price }, n),
      specOf({ ...market, role: "exit", side: "sell" }, n),
      stopSpec({ stopPrice: price, quantity }, n),
      stopSpec({ type: "bracket", stopPrice: "59000", targetPrice: add(price, "500"), quantity }, n),
    ],
    random,
  );
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}
