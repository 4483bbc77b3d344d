import test from "ava";
import type { CommandOf } from "../../../src/gate/decide/command.ts";
import { canceled, entry, filled, idOf, submit, tick } from "../facts.ts";
import { entryId, given } from "../given.ts";

const tighten = (stopPrice: string, positionId = entryId(1)): CommandOf<"stop.tighten"> => ({
  type: "stop.tighten",
  positionId,
  stopPrice,
  by: "agent",
});
const cancel = (clientOrderId: string): CommandOf<"order.cancel"> => ({
  type: "order.cancel",
  clientOrderId,
  cause: "agent",
});
const held = () => given(submit(entry(1)), filled(entryId(1), "2"));

test("a stop moves up by cancel, confirmation and a new order", (t) => {
  const [old = ""] = Object.keys(held().state.orders);
  const asked = held()
    .when(tighten("97"))
    .tells(
      t,
      ["stop.tightened", { from: "95", to: "97", by: "agent" }],
      ["order.pending_cancel", { clientOrderId: old }],
    );
  t.is(asked.state.positions[entryId(1)]?.firstStopPrice, "95", "R is still over the first risk");
  held()
    .and(tighten("97"))
    .when(canceled(old))
    .tells(t, "order.canceled", ["order.reserved", { role: "stop", stopPrice: "97", attempt: 1 }], "order.submitted");
});

test("a stop whose answer was lost is taken back as well: found at its old price it would cover at that", (t) => {
  const [old = ""] = Object.keys(held().state.orders);
  const lost = held().and({ type: "venue.unknown", clientOrderId: old, cause: "timeout" });
  lost.when(tighten("97")).tells(t, "stop.tightened", ["order.pending_cancel", { clientOrderId: old }]);
  lost
    .and(tighten("97"))
    .when(canceled(old))
    .tells(t, "order.canceled", ["order.reserved", { role: "stop", stopPrice: "97", attempt: 1 }], "order.submitted");
});

test("between the cancel and the new order the gate runs the stop at its new price", (t) => {
  const moving = held().and(tighten("97"));
  t.true(moving.when(tick(1, { "BTC/USD": { high: 100, low: 96.5, close: 98 } })).types.includes("stop.triggered"));
});

test("what is not tighter is not done, whatever the agent says of it", (t) => {
  for (const price of ["95", "94.99", "1"]) held().when(tighten(price)).tells(t);
});

test("a stop is never moved to the mark or beyond it", (t) => {
  for (const price of ["100", "100.01", "999"]) held().when(tighten(price)).tells(t);
  t.true(held().when(tighten("99.99")).types.includes("stop.tightened"));
});

test("a stop lies on the price grid, on the side away from the mark", (t) => {
  t.is(held().when(tighten("97.129")).one("stop.tightened").to, "97.12");
  held().when(tighten("95.009")).tells(t);
});

test("a stop of a position that is not there is refused", (t) => {
  held()
    .when(tighten("97", idOf(9)))
    .refuses(t, "UNKNOWN_ID");
});

test("the agent takes back its entries, never a stop or an exit", (t) => {
  given(submit(entry(1)))
    .when(cancel(entryId(1)))
    .tells(t, "order.pending_cancel");
  given(submit(entry(1)), cancel(entryId(1)))
    .when(cancel(entryId(1)))
    .tells(t);
  const [stop = ""] = Object.keys(held().state.orders);
  held().when(cancel(stop)).refuses(t, "NOT_ALLOWED_NOW");
  held()
    .when(cancel(idOf(9)))
    .refuses(t, "UNKNOWN_ID");
});
