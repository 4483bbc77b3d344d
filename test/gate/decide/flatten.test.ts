import test from "ava";
import { canceled, entry, ETH, exit, filled, flatten, rejected, submit, T0, tick } from "../facts.ts";
import { entryId, given, type Given } from "../given.ts";

const onEth = { symbol: ETH, ruleId: "other", reference: { price: "100", candleTs: T0 + 300_000 } } as const;
const both = (): Given =>
  given(
    tick(1, { "BTC/USD": 100, [ETH]: 100 }),
    submit(entry(1)),
    filled(entryId(1), "2"),
    submit(entry(2, onEth)),
    filled(entryId(2), "2"),
  );
const orderOf = (g: Given, role: string, symbol = "BTC/USD"): string =>
  Object.values(g.state.orders).find(({ spec }) => spec.role === role && spec.symbol === symbol)?.spec.clientOrderId ??
  "";

test("flatten takes entries off before anything else, holds new ones, and asks the stops to go before it sells", (t) => {
  const busy = given(submit(entry(1)), filled(entryId(1), "1"));
  const stop = orderOf(busy, "stop");
  const asked = busy
    .when(flatten())
    .tells(
      t,
      ["flatten.requested", { symbol: null }],
      ["hold.placed", { level: "reducing", cause: "flatten", clearedBy: "operator" }],
      ["order.pending_cancel", { clientOrderId: entryId(1) }],
      ["order.reserved", { role: "exit", type: "market", quantity: "1" }],
      ["order.pending_cancel", { clientOrderId: stop }],
    );
  const id = asked.one("order.reserved").clientOrderId;
  busy
    .and(flatten())
    .when(canceled(stop))
    .tells(t, "order.canceled", ["order.submitted", { clientOrderId: id }]);
});

test("flatten is complete when nothing is held and nothing can still come in", (t) => {
  const start = given(submit(entry(1)), filled(entryId(1), "1"), flatten());
  const sold = start.and(canceled(orderOf(start, "stop")));
  const flat = sold.when(filled(orderOf(sold, "exit"), "1", "99"));
  flat.tells(t, "order.filled", "position.closed");
  const closed = sold.and(filled(orderOf(sold, "exit"), "1", "99"));
  closed.when(canceled(entryId(1))).tells(t, "order.canceled", ["flatten.completed", { symbol: null }]);
});

test("flatten of a flat account is complete at once", (t) => {
  given().when(flatten()).tells(t, "flatten.requested", "hold.placed", "flatten.completed");
});

test("an entry that fills while everything is to go out goes out as well", (t) => {
  const leaving = given(submit(entry(1)), flatten());
  const late = leaving.when(filled(entryId(1), "2"));
  late.tells(
    t,
    "position.opened",
    "order.filled",
    ["order.reserved", { role: "exit", type: "market", quantity: "2" }],
    "order.submitted",
  );
});

test("what is left after an exit that sold less goes out at once", (t) => {
  const start = given(submit(entry(1)), filled(entryId(1), "1"), flatten());
  const more = start.and(filled(entryId(1), "0.4"), canceled(orderOf(start, "stop")));
  const rest = more.when(filled(orderOf(more, "exit"), "1", "99"));
  t.like(rest.one("order.reserved"), { role: "exit", quantity: "0.4", attempt: 1 });
  t.false(rest.types.includes("flatten.completed"));
});

test("an exit that the venue refuses goes out again with the next candle, until the account is flat", (t) => {
  const start = given(submit(entry(1)), filled(entryId(1), "2"), flatten());
  let left = start.and(canceled(orderOf(start, "stop")));
  for (let n = 1; n < 4; n += 1) {
    const refused = left.when(rejected(orderOf(left, "exit"))).tells(t, "order.rejected");
    t.is(refused.state.flattening.length, 1);
    left = left.and(rejected(orderOf(left, "exit")), tick(n));
    t.true(orderOf(left, "exit") !== "");
  }
  t.true(left.when(filled(orderOf(left, "exit"), "2")).types.includes("flatten.completed"));
});

test("an agent's exit that rests does not stand in the operator's way", (t) => {
  const start = given(submit(entry(1)), filled(entryId(1), "2"));
  const resting = start
    .and(submit(exit(2, { type: "limit", limitPrice: "120", timeInForce: "gtc" })))
    .and(canceled(orderOf(start, "stop")));
  const order = orderOf(resting, "exit");
  t.is(resting.when(flatten()).one("order.pending_cancel").clientOrderId, order);
  const gone = resting.and(flatten()).when(canceled(order));
  t.like(gone.one("order.reserved"), { type: "market", quantity: "2" });
});

test("an agent's exit that waits for its stop gives way to the operator's at the market", (t) => {
  const start = given(submit(entry(1)), filled(entryId(1), "2"));
  const waiting = start.and(submit(exit(2, { type: "limit", limitPrice: "120", timeInForce: "gtc" })));
  const asked = waiting.when(flatten());
  t.like(asked.one("order.reserved"), { type: "market", quantity: "2" });
  t.is(asked.one("order.canceled").clientOrderId, orderOf(waiting, "exit"));
});

test("closing one symbol leaves the others, and holds nothing but entries into it", (t) => {
  const closing = both().and(flatten("BTC/USD"));
  t.deepEqual(closing.state.holds, []);
  t.is(closing.state.positions[entryId(2)]?.exitWanted, null);
  const again = { ruleId: "third", reference: { price: "100", candleTs: T0 + 300_000 } } as const;
  t.deepEqual(closing.when(submit(entry(3, again))).one("intent.denied").denials, ["TRADING_REDUCING"]);
  t.true(closing.when(submit(entry(3, { ...again, symbol: ETH }))).types.includes("intent.approved"));
  const gone = closing.and(canceled(orderOf(closing, "stop")));
  const flat = gone.when(filled(orderOf(gone, "exit"), "2", "99"));
  t.deepEqual(flat.one("flatten.completed"), { symbol: "BTC/USD" });
  t.true(entryId(2) in flat.state.positions);
});

test("resuming while the account is being flattened lets nothing in yet", (t) => {
  const start = given(submit(entry(1)), filled(entryId(1), "2"), flatten(), {
    type: "trading.resume",
    reason: "go on",
  });
  t.true(start.when(submit(entry(3, { ruleId: "other" }))).types.includes("intent.denied"));
});

test("the gate's and the operator's way out passes through a halted gate", (t) => {
  const halted = given(submit(entry(1)), filled(entryId(1), "2"), {
    type: "trading.halt",
    cause: "kill",
    reason: "key",
  });
  t.true(halted.when(flatten()).types.includes("order.reserved"));
});
