import test from "ava";
import { orderIdOf } from "../../../src/store/ids.ts";
import { inDoubt } from "../../../src/gate/venue/doubts.ts";
import { entry, flatten, kill, resume, submit } from "../facts.ts";
import { entryId } from "../given.ts";
import { rebornAt, RemoteWorld } from "./remoteWorld.ts";

const resting = (n: number) => submit(entry(n, { type: "limit", limitPrice: "98", timeInForce: "gtc" }));
const stopId = orderIdOf(entryId(1), "stop", 0);
const started = (): Promise<RemoteWorld> => new RemoteWorld().pass(3);
/** Holds 2 BTC at 100, covered by a stop at the exchange. */
async function holding(): Promise<RemoteWorld> {
  const world = await (await started()).run(submit(entry(1)));
  world.exchange.fill(world.exchange.venueId(entryId(1)), "2", "100");
  return world.pass(3);
}

test("nothing is entered before the venue was looked at and agrees", async (t) => {
  const world = new RemoteWorld();
  await world.run(submit(entry(1)));
  t.deepEqual(world.data("intent.denied")[0]?.denials, ["NOT_RECONCILED"]);
  await (await world.pass(3)).run(submit(entry(2)));
  t.is(world.state.orders[entryId(2)]?.state, "accepted");
});

test("a fill at the venue becomes a position with a stop that rests there", async (t) => {
  const world = await holding();
  t.is(world.state.positions[entryId(1)]?.quantity, "2");
  t.is(world.state.orders[stopId]?.state, "accepted");
  t.is(world.state.cash, world.exchange.balance["USD"] ?? "");
  t.deepEqual(world.exchange.placed, [entryId(1), stopId]);
});

test("a reply that is lost after the order was taken: it is unknown, then found; it is sent once", async (t) => {
  const world = await started();
  world.exchange.next = ["take unsaid"];
  await world.run(resting(1));
  t.is(world.state.orders[entryId(1)]?.state, "unknown");
  const [denied] = (await world.run(resting(2))).data("intent.denied");
  t.true(denied?.denials.includes("UNKNOWN_ORDER"));
  await world.pass(2);
  t.is(world.state.orders[entryId(1)]?.state, "accepted");
  t.deepEqual(world.exchange.placed, [entryId(1)]);
});

test("an entry that never arrived is given up after several looks over most of a minute, not after one", async (t) => {
  const world = await started();
  world.exchange.next = ["lose"];
  await (await world.run(resting(1))).pass(30);
  t.is(world.state.orders[entryId(1)]?.state, "unknown");
  await world.pass(30);
  t.is(world.state.orders[entryId(1)], undefined);
  t.is(world.data("order.missed").length, 4);
  t.is(world.data("order.abandoned").length, 1);
  t.deepEqual(world.exchange.placed, [entryId(1)]);
});

test("an entry that was given up and shows up all the same is canceled, and said aloud", async (t) => {
  const world = await started();
  world.exchange.next = ["take unsaid"];
  world.exchange.isBlind = true;
  await (await world.run(resting(1))).pass(60);
  t.true(entryId(1) in world.state.abandoned);
  world.exchange.isBlind = false;
  await world.pass(130);
  t.is(world.data("order.resurfaced").length, 1);
  t.deepEqual(world.exchange.canceled, [world.exchange.venueId(entryId(1))]);
  t.deepEqual([world.state.orders, world.state.abandoned], [{}, {}]);
});

test("an entry that was given up and has filled is held, and covered", async (t) => {
  const world = await started();
  world.exchange.next = ["take unsaid"];
  world.exchange.isBlind = true;
  await (await world.run(resting(1))).pass(60);
  world.exchange.isBlind = false;
  world.exchange.fill(world.exchange.venueId(entryId(1)), "2", "98");
  await world.pass(10);
  t.is(world.state.positions[entryId(1)]?.quantity, "2");
  t.is(world.state.orders[stopId]?.state, "accepted");
});

test("a stop that never arrived is sent again under the same id; the gate runs it meanwhile", async (t) => {
  const world = await (await started()).run(submit(entry(1)));
  world.exchange.next = ["lose"];
  world.exchange.fill(world.exchange.venueId(entryId(1)), "2", "100");
  await world.pass(3);
  t.is(world.state.orders[stopId]?.state, "unknown");
  await world.pass(60);
  t.is(world.state.orders[stopId]?.state, "accepted");
  t.deepEqual(world.exchange.placed, [entryId(1), stopId, stopId]);
});

test("a gate that dies before the answer came looks for the order; it does not send it again", async (t) => {
  const world = await started();
  world.exchange.next = ["take unsaid"];
  world.gate.execute(resting(1));
  const alive = await rebornAt(world).pass(3);
  t.deepEqual(
    alive.data("order.unknown").map(({ clientOrderId }) => clientOrderId),
    [entryId(1)],
  );
  t.is(alive.state.orders[entryId(1)]?.state, "accepted");
  t.deepEqual(alive.exchange.placed, [entryId(1)]);
});

test("fills that came while the gate was dead are booked at the next start, before anything is entered", async (t) => {
  const world = await (await started()).run(resting(1));
  world.exchange.fill(world.exchange.venueId(entryId(1)), "0.5", "98");
  const alive = await rebornAt(world).pass(5);
  t.is(alive.state.positions[entryId(1)]?.quantity, "0.5");
  t.true(alive.state.reconciled);
  t.is(alive.state.cash, alive.exchange.balance["USD"] ?? "");
});

test("a stop that was canceled by hand is placed again under another id", async (t) => {
  const world = await holding();
  world.exchange.change(world.exchange.venueId(stopId), { status: "canceled", detail: "CANCELLED by user" });
  await world.pass(5);
  const again = world.state.orders[orderIdOf(entryId(1), "stop", 1)];
  t.is(again?.state, "accepted");
  t.is(again?.spec.quantity, "2");
});

test("a stop that is gone is looked for also when the clock was set back an hour since it was placed", async (t) => {
  const { state, now } = await holding();
  const gone = (at: number) => inDoubt(state, { askedAt: at, orders: [], isWatchDue: false, now: at });
  t.deepEqual(
    gone(now() - 3_600_000).map(({ spec }) => spec.clientOrderId),
    [stopId],
  );
  const { changedAt = 0 } = state.orders[stopId] ?? {};
  const asked = { askedAt: changedAt - 1, orders: [], isWatchDue: false, now: changedAt + 200 };
  t.deepEqual(inDoubt(state, asked), [], "what was placed after the question is not missing in its answer");
});

test("a stop that the venue refused is tried again once a minute, under another id; the gate runs it meanwhile", async (t) => {
  const world = await (await started()).run(submit(entry(1)));
  world.exchange.next = ["refuse", "refuse"];
  world.exchange.fill(world.exchange.venueId(entryId(1)), "2", "100");
  await world.pass(50);
  t.deepEqual(world.exchange.placed, [entryId(1), stopId], "not at once");
  await world.pass(130);
  t.is(world.state.orders[orderIdOf(entryId(1), "stop", 2)]?.state, "accepted");
  t.is(world.exchange.placed.length, 4);
});

test("a stop that a gap jumped is taken back, confirmed gone, and the position left at the market", async (t) => {
  const world = await holding();
  world.quote("90");
  await world.pass(5);
  t.deepEqual(world.exchange.canceled, [], "it has a moment to fill");
  await world.pass(8);
  world.quote("90");
  await world.pass(5);
  t.deepEqual(world.exchange.canceled, [world.exchange.venueId(stopId)]);
  const exitId = orderIdOf(entryId(1), "exit", 0);
  t.is(world.exchange.placed.at(-1), exitId);
  world.exchange.fill(world.exchange.venueId(exitId), "2", "90");
  await world.pass(5);
  t.is(world.data("position.closed")[0]?.exitReason, "stop");
});

test("after a flatten flat is said only once a snapshot of the venue confirms it", async (t) => {
  const world = await (await holding()).run(flatten());
  await world.pass(3);
  const exitId = orderIdOf(entryId(1), "exit", 0);
  world.exchange.fill(world.exchange.venueId(exitId), "2", "99");
  world.exchange.isDown = true;
  await world.pass(3);
  t.is(world.data("flatten.completed").length, 0);
  world.exchange.isDown = false;
  await world.pass(40);
  t.is(world.data("flatten.completed").length, 1);
  t.is(world.exchange.balance["BTC"], "0");
});

test("kill takes back an entry whose answer was lost, as soon as it can be found", async (t) => {
  const world = await started();
  world.exchange.next = ["take unsaid"];
  await (await world.run(resting(1))).run(kill);
  await world.pass(5);
  t.deepEqual(world.exchange.canceled, [world.exchange.venueId(entryId(1))]);
  t.deepEqual(world.state.orders, {});
});

test("a venue that stops answering is lost: entries are refused by name until it answers and agrees", async (t) => {
  const world = await started();
  world.exchange.isDown = true;
  await world.pass(30);
  t.true(world.state.holds.some(({ cause }) => cause === "venue_lost"));
  await world.run(submit(entry(1)));
  t.true(world.data("intent.denied")[0]?.denials.includes("VENUE_UNAVAILABLE"));
  world.exchange.isDown = false;
  await world.pass(40);
  t.deepEqual(world.state.holds, []);
});

test("orders of strangers are shown and left alone", async (t) => {
  const world = await started();
  const venueOrderId = world.exchange.foreign();
  await world.pass(70);
  t.like(world.state.foreignOrders[0], { venueOrderId, clientOrderId: "by hand", quantity: "1" });
  await (await world.run(kill)).pass(5);
  t.deepEqual(world.exchange.canceled, []);
});

test("a stranger's order that filled in part since it was listed is not adopted: what it bought is booked already", async (t) => {
  const world = await started();
  const venueOrderId = world.exchange.foreign({ quantity: "2" });
  await world.pass(62);
  world.exchange.fill(venueOrderId, "1", "90");
  await world.pass(4);
  t.is(world.state.externals["BTC/USD"]?.quantity, "1");
  t.is(world.state.foreignOrders[0]?.filledQuantity, "1");
  await t.throwsAsync(world.run({ type: "order.adopt", venueOrderId, ruleId: "trend", stopPrice: "85" }), {
    message: /has filled in part/,
  });
  t.is(world.state.cash, world.exchange.balance["USD"] ?? "");
});

test("money that came to the venue is cash that moved, once it was seen twice; it is no gain", async (t) => {
  const world = await started();
  world.exchange.balance = { USD: "6000" };
  await world.pass(70);
  t.like(world.data("cash.moved")[0], { amount: "1000" });
  t.is(world.state.cash, "6000");
  t.is(world.state.deposits, "1000");
  t.true(world.state.reconciled);
});

test("coins that came are EXTERNAL; coins that went from what a rule holds halt until a person looked", async (t) => {
  const world = await holding();
  world.exchange.balance = { ...world.exchange.balance, BTC: "3" };
  await world.pass(70);
  t.is(world.state.externals["BTC/USD"]?.quantity, "1");
  world.exchange.balance = { ...world.exchange.balance, BTC: "1.5" };
  await world.pass(70);
  t.true(world.state.holds.some(({ cause }) => cause === "not_reconciled"));
  await (await world.run(resume)).pass(10);
  t.is(world.state.positions[entryId(1)]?.quantity, "1.5");
  t.deepEqual(world.state.externals, {});
  t.is(world.state.orders[orderIdOf(entryId(1), "stop", 1)]?.spec.quantity, "1.5");
  t.true(world.state.reconciled);
});

test("an agreement that no look could repeat is no agreement for long: nothing is entered on it", async (t) => {
  const world = await started();
  const ghost = { tradeId: "ghost", venueOrderId: "of nobody", symbol: "BTC/USD", side: "buy" } as const;
  const terms = { lastQuantity: "1", lastPrice: "100", commission: "0", liquidity: "taker" } as const;
  world.exchange.executions.push({ ...ghost, ...terms, filledAt: world.now() });
  await world.pass(330);
  world.quote("100");
  const denied = (await world.run(submit(entry(1)))).data("intent.denied")[0];
  t.true(denied?.denials.includes("NOT_RECONCILED"));
  t.regex(
    denied?.checks.find(({ code }) => code === "NOT_RECONCILED")?.observed ?? "",
    /^held against each other \d+ ms ago$/,
  );
});

test("an order that is another at the venue than was sent halts", async (t) => {
  const world = await (await started()).run(resting(1));
  world.exchange.change(world.exchange.venueId(entryId(1)), { quantity: "20" });
  await world.pass(70);
  t.true(world.state.holds.some(({ level, cause }) => level === "halted" && cause === "not_reconciled"));
});

test("the venue's word for a resting stop is dated: at most a minute old while it answers", async (t) => {
  const world = await (await holding()).pass(200);
  const age = world.now() - (world.state.orders[stopId]?.verifiedAt ?? 0);
  t.true(age <= 65_000, `${age} ms`);
});

test("an exit that the venue refuses is tried again ever less often; whoever wants out anew is heard at once", async (t) => {
  const world = await holding();
  world.exchange.next = Array.from({ length: 1_000 }, () => "refuse" as const);
  await world.run(flatten());
  const tries = () => world.exchange.placed.length;
  const before = tries();
  for (let i = 0; i < 300; i += 1) {
    world.quote("99");
    await world.pass(2);
  }
  const spent = tries() - before;
  t.true(spent >= 10 && spent <= 20, `${spent} tries in ten minutes`);
  const last = tries();
  world.exchange.next = [];
  await world.run(flatten());
  await world.pass(1);
  t.is(tries(), last + 1);
});
