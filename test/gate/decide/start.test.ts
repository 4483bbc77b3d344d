import test from "ava";
import { entry, filled, open, safetyWith, submit, listed } from "../facts.ts";
import { entryId, given, givenUnder, nothing } from "../given.ts";

const start = { type: "gate.start", protocol: 1, recoveredSeq: 0, instruments: listed } as const;

test("a gate that starts says so, takes the limits on the record, and has not looked at the venue yet", (t) => {
  const begun = nothing().and(open).when(start);
  begun.tells(t, "gate.started", "safety.accepted");
  t.false(begun.state.reconciled);
  t.deepEqual(
    given(start)
      .when(submit(entry(1)))
      .one("intent.denied").denials,
    ["NOT_RECONCILED"],
  );
  t.is(begun.state.safetyHash, begun.one("safety.accepted").hash);
});

test("limits that were accepted are not accepted again", (t) => {
  given(start).when(start).tells(t, "gate.started");
});

test("an account begins with its cash as equity, as peak, and as the day's first equity", (t) => {
  t.like(given().state, {
    cash: "5000",
    equity: "5000",
    peakEquity: "5000",
    day: { day: "2026-01-05", equity: "5000" },
  });
});

test("a gate that starts has no agent yet, and stops on request", (t) => {
  const attached = given({ type: "agent.attach", client: "trade" });
  t.true(attached.state.agentAttached);
  t.false(attached.and(start).state.agentAttached);
  given()
    .when({ type: "gate.stop", reason: "asked" })
    .tells(t, ["gate.stopped", { reason: "asked" }]);
});

test("what the operator did is one story, and what the venue says of an order joins the order's", (t) => {
  const entered = given().when(submit(entry(1)));
  const [root] = entered.events;
  t.true(entered.events.every(({ correlationId }) => correlationId === root?.id));
  const booked = given(submit(entry(1))).when(filled(entryId(1), "2"));
  const story = given(submit(entry(1))).state.orders[entryId(1)]?.correlationId;
  t.true(booked.events.every(({ correlationId }) => correlationId === story));
  t.not(booked.events[0]?.causationId, null);
});

test("another currency than the limits know cannot be traded", (t) => {
  const poor = safetyWith((limits) => ({ ...limits, orders: { ...limits.orders, maxNotional: { EUR: 1 } } }));
  const { denials } = givenUnder(poor)
    .when(submit(entry(1)))
    .one("intent.denied");
  t.deepEqual(denials, ["NOTIONAL_ABOVE_MAX"]);
});
