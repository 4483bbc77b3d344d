import test from "ava";
import { status } from "../../../src/gate/contract/status.ts";
import type { GateState } from "../../../src/gate/mind/state.ts";
import { type LiveFacts, statusOf } from "../../../src/gate/report/status.ts";
import { entry, filled, kill, rejected, shipped, submit, T0, tick, stopAccepted } from "../facts.ts";
import { entryId, given, nothing } from "../given.ts";

const facts: LiveFacts = {
  gate: { pid: 1, since: "now", protocol: 1, journalId: "j", home: "/home" },
  agent: { connected: false, heartbeatAgeMs: null, deadMan: "off", deadManNext: null },
  speed: 1,
  now: T0 + 300_000,
  limits: shipped.limits,
};
const held = () => given(submit(entry(1)), filled(entryId(1), "2"));
const of = (state: GateState) => statusOf(state, facts);

test("a status is what the contract says it is", (t) => {
  for (const g of [given(), held(), held().and(kill), held().and(tick(1, { "BTC/USD": 1 }))]) {
    t.deepEqual(status.parse(of(g.state)), of(g.state));
  }
  t.throws(() => of(nothing().state), { message: /no account/ });
});

test("what is open is marked at the gate's own last price, the day's P&L with it", (t) => {
  const { account, positions } = of(held().and(stopAccepted(), tick(1, { "BTC/USD": 97 })).state);
  t.like(account, { equity: "4993.5", dayPnl: "-6.5", unrealizedPnl: "-6", realizedPnl: "0", fees: "0.5", trades: 0 });
  t.like(positions[0], { entryPrice: "100", markPrice: "97", unrealizedPnl: "-6", r: -0.6, stopKind: "EXCHANGE" });
});

test("a position says whether its stop rests at the venue or lives with the gate", (t) => {
  const [stop = ""] = Object.keys(held().state.orders);
  t.is(of(held().and(stopAccepted()).state).positions[0]?.stopKind, "EXCHANGE");
  t.is(of(held().and(rejected(stop)).state).positions[0]?.stopKind, "GATE-ONLY");
  const some = given(submit(entry(1)), filled(entryId(1), "0.5"), filled(entryId(1), "1.5"));
  t.is(of(some.state).positions[0]?.stopKind, "GATE-ONLY", "on their way they are not there yet");
  const mixed = some.and(stopAccepted(1));
  t.is(of(mixed.state).positions[0]?.stopKind, "MIXED");
});

test("drawdown counts from the highest equity, and a fresh quote gets old", (t) => {
  const { state } = held().and(tick(1, { "BTC/USD": 150 }), tick(2, { "BTC/USD": 100 }));
  t.is(of(state).account.drawdownPct, 1.961);
  t.false(of(given().state).data.stale);
  t.true(statusOf(given().state, { ...facts, now: facts.now + 90_001 }).data.stale);
});
