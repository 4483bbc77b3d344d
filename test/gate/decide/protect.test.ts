import test from "ava";
import type { GateState } from "../../../src/gate/mind/state.ts";
import { gateRunQuantity, restingStops } from "../../../src/gate/decide/protect.ts";
import { add, subtract } from "../../../src/store/money.ts";
import { accepted, canceled, entry, exit, filled, kill, rejected, submit, tick, stopAccepted } from "../facts.ts";
import { entryId, given, type Given } from "../given.ts";

const stopsOf = (state: GateState) =>
  Object.values(state.orders)
    .filter(({ spec }) => spec.role === "stop")
    .map(({ spec }) => spec.clientOrderId);
const firstStop = (g: Given): string => stopsOf(g.state)[0] ?? "";
const held = () => given(submit(entry(1)), accepted(entryId(1)), filled(entryId(1), "2"));

/** Resting and gate-run: together all that is held. */
function covered(state: GateState): string {
  const position = state.positions[entryId(1)];
  if (position === undefined) return "0";
  const resting = restingStops(state, entryId(1)).map(({ spec, filledQuantity }) =>
    subtract(spec.quantity, filledQuantity),
  );
  return add(gateRunQuantity(state, position), ...resting);
}

test("what an entry brings is covered by a stop in the same breath", (t) => {
  given(submit(entry(1)))
    .when(filled(entryId(1), "2"))
    .tells(
      t,
      ["position.opened", { side: "long", stopPrice: "95" }],
      ["order.filled", { leavesQuantity: "0" }],
      ["order.reserved", { role: "stop", side: "sell", type: "stop", quantity: "2", stopPrice: "95", attempt: 0 }],
      "order.submitted",
    );
});

test("a target makes the stop a bracket", (t) => {
  const outcome = given(submit(entry(1, { targetPrice: "110" }))).when(filled(entryId(1), "2"));
  t.like(outcome.one("order.reserved"), { type: "bracket", stopPrice: "95", targetPrice: "110" });
});

test("each partial fill covers its own delta", (t) => {
  const some = given(submit(entry(1)), filled(entryId(1), "0.5"));
  const more = some.when(filled(entryId(1), "1.5"));
  t.like(more.one("order.reserved"), { role: "stop", quantity: "1.5", attempt: 1 });
  t.is(covered(more.state), "2");
  t.deepEqual(restingStops(more.state, entryId(1)), [], "on their way they cover nothing: the gate runs them");
  t.deepEqual(
    restingStops(some.and(stopAccepted(), filled(entryId(1), "1.5"), stopAccepted(1)).state, entryId(1)).map(
      ({ spec }) => spec.quantity,
    ),
    ["0.5", "1.5"],
  );
});

test("a fill reported twice is booked once, also when its order has ended", (t) => {
  held()
    .when(filled(entryId(1), "2"))
    .tells(t);
  const late = given(submit(entry(1)), kill, canceled(entryId(1)), filled(entryId(1), "0.7"));
  t.is(late.state.positions[entryId(1)]?.quantity, "0.7");
  late.when(filled(entryId(1), "0.7")).tells(t);
});

test("a fill that arrives after the cancel was confirmed is booked and covered", (t) => {
  const late = given(submit(entry(1)), kill, canceled(entryId(1))).when(filled(entryId(1), "0.7"));
  late.tells(
    t,
    "position.opened",
    ["order.filled", { leavesQuantity: "1.3" }],
    ["order.reserved", { role: "stop", quantity: "0.7" }],
    "order.submitted",
  );
});

test("a late fill of an entry whose position was closed opens it again, under a stop of a new id", (t) => {
  const some = given(submit(entry(1)), filled(entryId(1), "0.5"));
  const stop = firstStop(some);
  const closed = some.and(filled(stop, "0.5", "95", { trigger: "stop" }));
  t.deepEqual(closed.state.positions, {});
  const again = closed.when(filled(entryId(1), "0.3"));
  t.true(again.types.includes("position.opened"));
  t.not(again.one("order.reserved").clientOrderId, stop);
});

test("a fill of an order that nobody knows is said aloud, not booked, and halts trading until a person looked", (t) => {
  const outcome = given()
    .when(filled(entryId(9), "1"))
    .tells(t, "gate.reconciled", ["hold.placed", { level: "halted", cause: "not_reconciled" }]);
  t.is(outcome.one("gate.reconciled").differences.length, 1);
  t.is(outcome.state.cash, "5000");
});

test("a stop that the venue refuses is run by the gate: nothing is sent again at once", (t) => {
  const refused = held();
  const outcome = refused.when(rejected(firstStop(refused))).tells(t, "order.rejected");
  t.is(covered(outcome.state), "2");
  t.deepEqual(restingStops(outcome.state, entryId(1)), []);
});

test("a stop that the gate runs is triggered by a candle that touches it, and the exit goes out", (t) => {
  const bare = held().and(rejected(firstStop(held())));
  bare.when(tick(1, { "BTC/USD": { high: 100, low: 95.01, close: 96 } })).tells(t, "market.advanced");
  const hit = bare.when(tick(1, { "BTC/USD": { high: 100, low: 95, close: 99 } }));
  hit.tells(
    t,
    "market.advanced",
    ["stop.triggered", { quantity: "2", stopPrice: "95", markPrice: "99" }],
    ["order.reserved", { role: "exit", type: "market", side: "sell", quantity: "2", reason: "stop" }],
    "order.submitted",
  );
});

test("a triggered exit that the venue refuses goes out again with every candle until it is out", (t) => {
  let hit = held().and(rejected(firstStop(held())), tick(1, { "BTC/USD": 94 }));
  for (let n = 2; n < 5; n += 1) {
    const [id = ""] = Object.keys(hit.state.orders);
    hit.when(rejected(id)).tells(t, "order.rejected");
    hit = hit.and(rejected(id), tick(n, { "BTC/USD": 99 }));
    t.is(Object.values(hit.state.orders)[0]?.spec.attempt, n - 1);
  }
});

test("an agent's exit that rests does not keep the gate from stopping the position", (t) => {
  const start = held();
  const resting = start.and(
    submit(exit(2, { type: "limit", limitPrice: "120", timeInForce: "gtc" })),
    canceled(firstStop(start)),
  );
  const [order = ""] = Object.keys(resting.state.orders);
  const hit = resting.when(tick(1, { "BTC/USD": 94 }));
  t.true(hit.types.includes("stop.triggered"));
  t.is(hit.one("order.pending_cancel").clientOrderId, order);
  const gone = resting.and(tick(1, { "BTC/USD": 94 })).when(canceled(order));
  gone.tells(
    t,
    "order.canceled",
    ["order.reserved", { type: "market", quantity: "2", reason: "stop" }],
    "order.submitted",
  );
});

test("a stop that ends while an exit waits for it lets the exit go, however it ended", (t) => {
  const waiting = held().and(submit(exit(2)));
  const stop = firstStop(waiting);
  for (const end of [
    canceled(stop),
    rejected(stop),
    { type: "venue.expired", clientOrderId: stop, cause: "time" } as const,
  ]) {
    t.true(waiting.when(end).types.includes("order.submitted"), end.type);
  }
});

test("a stop that fills before it is gone leaves nothing to the exit that waited for it", (t) => {
  const waiting = held().and(submit(exit(2)));
  const stop = firstStop(waiting);
  const outcome = waiting.when(filled(stop, "2", "95", { trigger: "stop" }));
  t.deepEqual(outcome.types, ["order.filled", "order.canceled", "position.closed"]);
  t.is(outcome.one("position.closed").exitReason, "stop");
});

test("a stop that fills in part shrinks the exits that waited for it: together they sell what is left", (t) => {
  const start = held().and(submit(exit(2, { quantity: "1.2" })), submit(exit(3, { quantity: "0.8" })));
  const stop = firstStop(start);
  const { state } = start.and(filled(stop, "1", "95", { trigger: "stop" }), canceled(stop));
  const selling = Object.values(state.orders).map(({ spec, state: life }) => {
    t.is(life, "submitted");
    return spec.quantity;
  });
  t.is(add(...selling), "1");
});

test("an exit that ends unfilled puts the agent's position under a stop again", (t) => {
  const start = held();
  const leaving = start.and(submit(exit(2)), canceled(firstStop(start)));
  const [order = ""] = Object.keys(leaving.state.orders);
  const outcome = leaving.when({ type: "venue.expired", clientOrderId: order, cause: "collar" });
  outcome.tells(t, "order.expired", ["order.reserved", { role: "stop", quantity: "2", attempt: 1 }], "order.submitted");
});

test("a position that is being stopped out is not added to: its entry is taken back", (t) => {
  const some = given(submit(entry(1)), filled(entryId(1), "0.5"), filled(entryId(1), "0.6"));
  const outcome = some.when(filled(firstStop(some), "0.5", "95", { trigger: "stop" }));
  t.is(outcome.state.orders[entryId(1)]?.state, "pending_cancel");
});

test("a stop that may or may not live is run by the gate until that is known", (t) => {
  const start = held();
  const lost = start.and({ type: "venue.unknown", clientOrderId: firstStop(start), cause: "timeout" });
  t.is(covered(lost.state), "2");
  const hit = lost.when(tick(1, { "BTC/USD": 94 }));
  t.true(hit.types.includes("stop.triggered"));
  t.is(hit.one("order.pending_cancel").clientOrderId, firstStop(start), "first it has to go");
});

test("how far a position went counts from its own first fill", (t) => {
  const { state } = given(submit(entry(1))).and(filled(entryId(1), "2", "101"));
  t.like(state.positions[entryId(1)], { highest: "101", lowest: "101", plannedPrice: "100" });
});

test("a venue that sold more than was held is not believed: nothing is booked, and trading halts until a person looked", (t) => {
  const start = held();
  const stop = firstStop(start);
  const closed = start.and(submit(exit(2)), canceled(stop));
  const [order = ""] = Object.keys(closed.state.orders);
  const flat = closed.and(filled(order, "2", "99"));
  for (const late of [flat.when(filled(stop, "2", "95")), start.when(filled(stop, "2.1", "95"))]) {
    late.tells(t, "gate.reconciled", [
      "hold.placed",
      { level: "halted", cause: "not_reconciled", clearedBy: "operator" },
    ]);
  }
  t.is(flat.when(filled(stop, "2", "95")).state.cash, flat.state.cash);
});

test("an entry that was filled beyond its quantity is held and covered all the same", (t) => {
  const outcome = given(submit(entry(1))).when(filled(entryId(1), "2.5"));
  t.is(outcome.one("order.filled").leavesQuantity, "0");
  t.is(outcome.one("order.reserved").quantity, "2.5");
});
