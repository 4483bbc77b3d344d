import test from "ava";
import { BTC, canceled, entry, exit, filled, idOf, kill, origin, submit, T0, tick, stopAccepted } from "../facts.ts";
import { KEPT } from "../../../src/gate/mind/kept.ts";
import { entryId, given } from "../given.ts";

test("an approved entry is reserved and submitted in one breath, under its intent's id", (t) => {
  const outcome = given()
    .when(submit(entry(1)))
    .tells(t, "intent.received", "intent.approved", "order.reserved", "order.submitted");
  t.like(outcome.one("order.reserved"), {
    clientOrderId: entryId(1),
    positionId: entryId(1),
    role: "entry",
    type: "market",
    timeInForce: "ioc",
    collarPrice: "102",
    protection: { stopPrice: "95", targetPrice: null },
    expiresAt: null,
  });
  t.is(outcome.state.orders[entryId(1)]?.state, "submitted");
  t.is(outcome.state.intents[entryId(1)]?.verdict.decision, "approved");
});

test("a limit entry rests two candles at most, whatever life the agent wished for it", (t) => {
  for (const timeInForce of ["gtc", "gtd"] as const) {
    const outcome = given().when(submit(entry(1, { type: "limit", limitPrice: "99", timeInForce })));
    t.like(outcome.one("order.reserved"), { timeInForce: "gtd", expiresAt: T0 + 3 * 300_000, collarPrice: null });
  }
  for (const timeInForce of ["ioc", "fok"] as const) {
    const outcome = given().when(submit(entry(1, { type: "limit", limitPrice: "99", timeInForce })));
    t.like(outcome.one("order.reserved"), { timeInForce, expiresAt: null });
  }
});

test("a denied intent leaves nothing but its verdict", (t) => {
  const outcome = given()
    .when(submit(entry(1, { stopPrice: undefined, quantity: "1000" })))
    .tells(t, "intent.received", "intent.denied");
  const { denials, checks } = outcome.one("intent.denied");
  t.true(denials.includes("STOP_REQUIRED") && denials.includes("NOTIONAL_ABOVE_MAX"));
  t.deepEqual(
    denials,
    checks.filter(({ passed }) => !passed).map(({ code }) => code),
  );
  t.deepEqual(outcome.state.orders, {});
  for (const code of denials) t.is(outcome.state.counts.denied[code], 1);
});

test("the same id and body again changes nothing, whatever has changed meanwhile", (t) => {
  given(submit(entry(1)), kill)
    .when(submit(entry(1)))
    .tells(t);
});

test("a body that says the same in another order is the same body", (t) => {
  const intent = entry(1);
  const turned = Object.fromEntries(Object.entries(intent).toReversed()) as typeof intent;
  given(submit(intent)).when(submit(turned)).tells(t);
});

test("the same id with another body is denied and leaves the first verdict as it was", (t) => {
  const before = given(submit(entry(1)));
  const outcome = before.when(submit(entry(1, { quantity: "1" }))).tells(t, "intent.denied");
  t.deepEqual(outcome.one("intent.denied").denials, ["INTENT_ID_REUSED", "ALREADY_IN_POSITION"]);
  t.deepEqual(outcome.state.intents[entryId(1)], before.state.intents[entryId(1)]);
  t.deepEqual(outcome.state.orders, before.state.orders);
});

test("an id that only the journal remembers is judged like one that the mind does", (t) => {
  const seen = given(submit(entry(1))).state.intents[entryId(1)] ?? null;
  given()
    .when({ type: "intent.submit", intent: entry(1), prior: seen, origin })
    .tells(t);
  given()
    .when({ type: "intent.submit", intent: entry(1, { quantity: "1" }), prior: seen, origin })
    .tells(t, ["intent.denied", { denials: ["INTENT_ID_REUSED"] }]);
});

test("an approved exit asks its stop to go first and is sent when that is confirmed", (t) => {
  const held = given(submit(entry(1)), filled(entryId(1), "2"));
  const [stop = ""] = Object.keys(held.state.orders);
  const asked = held
    .when(submit(exit(2)))
    .tells(t, "intent.received", "intent.approved", "order.reserved", "order.pending_cancel");
  const { clientOrderId } = asked.one("intent.approved");
  t.is(clientOrderId, asked.one("order.reserved").clientOrderId);
  t.is(asked.state.orders[clientOrderId]?.state, "reserved");
  held
    .and(submit(exit(2)))
    .when(canceled(stop))
    .tells(t, "order.canceled", ["order.submitted", { clientOrderId }]);
});

test("an exit that is to fill at once or not at all does not rest instead", (t) => {
  const held = given(submit(entry(1)), filled(entryId(1), "2"));
  const leave = exit(2, { type: "limit", limitPrice: "99", timeInForce: "ioc" });
  t.is(held.when(submit(leave)).one("order.reserved").timeInForce, "ioc");
});

test("a rule that is paused or retired may still leave", (t) => {
  for (const status of ["paused", "retired"] as const) {
    const held = given(submit(entry(1)), filled(entryId(1), "2"), {
      type: "rule.status",
      ruleId: "trend",
      status,
      by: "operator",
      reason: "enough",
    });
    t.true(held.when(submit(exit(2))).types.includes("intent.approved"));
    t.true(held.when(submit(entry(3, { symbol: "ETH/USD" }))).types.includes("intent.denied"));
  }
});

test("an exit passes whatever limit is exhausted, but no physics", (t) => {
  const held = given(submit(entry(1)), filled(entryId(1), "2"), stopAccepted(), tick(1, { [BTC]: 1 }));
  t.true(held.when(submit(exit(2))).types.includes("intent.approved"), "at a price far beyond every limit");
  t.deepEqual(held.when(submit(exit(2, { quantity: "2.1" }))).one("intent.denied").denials, [
    "QUANTITY_NOT_HELD",
    "SELL_NOT_COVERED",
  ]);
  const twice = held.and(submit(exit(2, { quantity: "1.5" })));
  t.deepEqual(twice.when(submit(exit(3, { quantity: "0.6" }))).one("intent.denied").denials, [
    "QUANTITY_NOT_HELD",
    "SELL_NOT_COVERED",
  ]);
  t.true(twice.when(submit(exit(3, { quantity: "0.5" }))).types.includes("intent.approved"));
});

test("a halted gate locks the agent out, of exits too", (t) => {
  const held = given(submit(entry(1)), filled(entryId(1), "2"), kill);
  t.deepEqual(held.when(submit(exit(2))).one("intent.denied").denials, ["TRADING_HALTED"]);
});

test("the newest intents are kept in mind, no more", (t) => {
  let many = given();
  for (let n = 1; n <= 520; n += 1) many = many.and(submit(entry(n, { stopPrice: "96", quantity: "9999" })));
  const kept = Object.keys(many.state.intents).length;
  t.true(kept >= KEPT.intents && kept <= 2 * KEPT.intents, String(kept));
  t.true(idOf(520, 1) in many.state.intents && !(idOf(8, 1) in many.state.intents));
});

test("an intent of a rule that is called like what every object has is denied by name, and counted", (t) => {
  const denied = given().when(submit(entry(1, { ruleId: "constructor" })));
  t.true(denied.one("intent.denied").denials.includes("RULE_UNKNOWN"));
  t.is(denied.state.counts.intents, 1);
});
