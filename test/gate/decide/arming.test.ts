import test from "ava";
import type { BookDepth } from "../../../src/store/events/marketQuoted.ts";
import { climb } from "../../../src/gate/checks/ladder.ts";
import type { Command } from "../../../src/gate/decide/command.ts";
import type { GateState } from "../../../src/gate/mind/state.ts";
import {
  arm,
  CANDLE_MS,
  binding,
  BTC,
  canceled,
  contextOf,
  counted,
  entry,
  exit,
  filled,
  kill,
  listed,
  open,
  origin,
  resume,
  shipped,
  submit,
  T0,
  tick,
  yesToStarters,
} from "../facts.ts";
import { entryId, Given, type Past } from "../given.ts";
import { initialState } from "../../../src/gate/mind/state.ts";

const NOW = T0 + CANDLE_MS;
const BOOK: BookDepth = { at: NOW, bids: [["99.99", "900"]], asks: [["100.01", "900"]] };
const opening: Command = { ...open, binding: { ...binding, mode: "live", venue: "coinbase" } };
const born = new Given(initialState, counted(), shipped, T0).and(opening);
const live = (...past: readonly Past[]): Given =>
  born.and(
    ...yesToStarters(born.state),
    tick(0),
    { type: "market.quote", at: NOW, marks: { [BTC]: { price: "100", at: NOW, book: BOOK } } },
    ...past,
  );
const bare: Past = {
  type: "instruments.list",
  instruments: listed.map((each) => ({ ...each, stops: "GATE-ONLY" as const })),
};
const disarm: Command = { type: "trading.disarm", reason: "enough" };
const denialsOf = (state: GateState, quantity = "2"): readonly string[] =>
  climb(
    { intent: entry(9, { quantity, stopPrice: "99" }), origin, seen: null, approvedBy: null },
    state,
    contextOf(NOW, counted()),
  )
    .filter(({ passed }) => !passed)
    .map(({ code }) => code);

test("a live account that nobody armed denies every entry by name, and judges all the rest of it", (t) => {
  const { denials, checks } = live()
    .when(submit(entry(1)))
    .one("intent.denied");
  t.deepEqual(denials, ["NOT_ARMED"]);
  t.true(checks.length > 50);
});

test("in shadow an entry is judged and never sent; the exits of what is held go on", (t) => {
  const held = live(arm("small"), submit(entry(1, { quantity: "0.5" })), filled(entryId(1), "0.5"), arm("shadow"));
  t.deepEqual(held.when(submit(entry(2, { ruleId: "other" }))).types, ["intent.received", "intent.denied"]);
  const leaving = held.when(submit(exit(3, { quantity: "0.5" })));
  t.true(leaving.types.includes("intent.approved"));
});

test("armed small an entry is held against a quarter of the limits on its size, and says so", (t) => {
  const { state } = live(arm("small"));
  t.deepEqual(denialsOf(state, "6"), []);
  // 5000 USD: half of it is 2500, a quarter of that 625.
  t.deepEqual(denialsOf(state, "6.25"), []);
  t.true(denialsOf(state, "6.26").includes("NOTIONAL_PCT_ABOVE_MAX"));
  const finding = climb(
    { intent: entry(9, { stopPrice: "99" }), origin, seen: null, approvedBy: null },
    state,
    contextOf(NOW, counted()),
  );
  const size = finding.find(({ code }) => code === "NOTIONAL_PCT_ABOVE_MAX");
  t.like(size, { limit: "625", source: "safety.yaml:16, 25 % of it while armed small" });
  t.false(denialsOf(live(arm("small"), arm("full")).state, "6.26").includes("NOTIONAL_PCT_ABOVE_MAX"));
});

test("a rule on probation is held against a quarter of the limits on its size, and armed small to a quarter of that", (t) => {
  const probation = { type: "rule.status", ruleId: "trend", status: "probation", by: "agent", reason: "why" } as const;
  const limitOf = (state: GateState, ruleId: string) => {
    const asked = { intent: entry(9, { ruleId, stopPrice: "99" }), origin, seen: null, approvedBy: null };
    const vector = climb(asked, state, contextOf(NOW, counted()));
    return vector.find(({ code }) => code === "NOTIONAL_PCT_ABOVE_MAX");
  };
  const full = live(arm("small"), arm("full"), probation).state;
  t.like(limitOf(full, "trend"), { limit: "625", source: "safety.yaml:16, 25 % of it while on probation" });
  t.like(limitOf(full, "other"), { limit: "2500", source: "safety.yaml:16" });
  const small = live(arm("small"), probation).state;
  t.like(limitOf(small, "trend"), {
    limit: "156.25",
    source: "safety.yaml:16, 6.25 % of it while armed small and on probation",
  });
});

test("full comes after small, and neither before ledger and venue agree", (t) => {
  live().when(arm("full")).refuses(t, "NOT_ALLOWED_NOW");
  live(arm("shadow")).when(arm("full")).refuses(t, "NOT_ALLOWED_NOW");
  live(arm("small"))
    .when(arm("full"))
    .tells(t, ["arming.changed", { level: "full", by: "operator" }]);
  const unsure = live({ event: "gate.started", data: { protocol: 1, safetyHash: shipped.hash, recoveredSeq: 0 } });
  unsure.when(arm("small")).refuses(t, "NOT_ALLOWED_NOW");
  unsure.when(arm("shadow")).tells(t, ["arming.changed", { level: "shadow" }]);
});

test("paper is not armed: there is nothing to arm", (t) => {
  new Given(initialState, counted(), shipped, T0).and(open, tick(0)).when(arm("small")).refuses(t, "NOT_ALLOWED_NOW");
});

test("stops that end with the gate need a supervisor, or a person who took that on", (t) => {
  live(bare).when(arm("small")).refuses(t, "GATE_ONLY_STOPS");
  live(bare)
    .when(arm("small", { isSupervised: true }))
    .tells(t, "arming.changed");
  live(bare)
    .when(arm("small", { acceptsGateOnly: true }))
    .tells(t, ["arming.changed", { acceptsGateOnly: true }]);
  live(bare).when(arm("shadow")).tells(t, "arming.changed");
});

test("what was armed under a supervisor is not armed without one; what a person took on stays", (t) => {
  const review = (isSupervised: boolean): Command => ({ type: "arming.review", isSupervised });
  const supervised = live(bare, arm("small", { isSupervised: true }));
  supervised.when(review(false)).tells(t, ["arming.changed", { level: "off", by: "gate" }]);
  supervised.when(review(true)).tells(t);
  live(bare, arm("small", { acceptsGateOnly: true }))
    .when(review(false))
    .tells(t);
  live(arm("small")).when(review(false)).tells(t);
});

test("disarming takes working entries back and leaves stops; a kill and its end leave the arming as it was", (t) => {
  const working = live(arm("small"), submit(entry(1, { quantity: "0.5" })), {
    type: "venue.accepted",
    clientOrderId: entryId(1),
    venueOrderId: "v1",
  });
  working
    .when(disarm)
    .tells(t, ["arming.changed", { level: "off" }], ["order.pending_cancel", { clientOrderId: entryId(1) }]);
  live().when(disarm).tells(t);
  const killed = working.and(kill, canceled(entryId(1)), resume);
  t.is(killed.state.arming.level, "small");
});
