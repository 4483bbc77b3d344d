import test from "ava";
import type { CommandOf } from "../../../src/gate/decide/command.ts";
import { BTC, canceled, entry, exit, filled, flatten, resume, submit, T0, tick } from "../facts.ts";
import { entryId, given } from "../given.ts";

const foreign = (
  n: number,
  side: "buy" | "sell",
  lastQuantity: string,
  lastPrice = "100",
): CommandOf<"venue.foreign"> => ({
  type: "venue.foreign",
  fill: { symbol: BTC, side, tradeId: `f${n}`, lastQuantity, lastPrice, commission: "1", filledAt: T0 },
});
const cash = (amount: string): CommandOf<"cash.move"> => ({ type: "cash.move", amount, reference: "wire" });
const adopt = (change: Partial<CommandOf<"external.adopt">> = {}): CommandOf<"external.adopt"> => ({
  type: "external.adopt",
  symbol: BTC,
  ruleId: "trend",
  quantity: "2",
  stopPrice: "95",
  ...change,
});
const bought = given(foreign(1, "buy", "3"));

test("what was bought by hand is held as EXTERNAL: it costs cash and is worth its price, and no rule's gain", (t) => {
  const { state } = bought.when(tick(1, { [BTC]: 110 }));
  t.deepEqual(state.externals[BTC], { quantity: "3", cost: "301" });
  t.is(state.cash, "4699");
  t.is(state.equity, "5029");
  t.is(state.realizedPnl, "0");
  t.deepEqual(state.positions, {});
});

test("the same trade reported twice is booked once", (t) => {
  bought.when(foreign(1, "buy", "3")).tells(t);
});

test("what is EXTERNAL is never sold: not by a flatten, not by an exit", (t) => {
  t.deepEqual(bought.when(flatten()).types, ["flatten.requested", "hold.placed", "flatten.completed"]);
  const held = bought.and(submit(entry(1)), filled(entryId(1), "2"));
  const outcome = held.when(submit(exit(2, { quantity: "3" })));
  t.true(outcome.one("intent.denied").denials.includes("SELL_NOT_COVERED"));
});

test("a hand that sells what a rule holds halts everything until a person looked", (t) => {
  const held = given(submit(entry(1)), filled(entryId(1), "2"));
  const outcome = held.when(foreign(2, "sell", "1"));
  t.is(outcome.one("hold.placed").cause, "not_reconciled");
  t.false(outcome.state.reconciled);
  t.is(outcome.state.externals[BTC]?.quantity, "-1");
  // A rule's exit may sell only what is there.
  const after = held.and(foreign(2, "sell", "1"), { type: "trading.resume", reason: "seen" });
  t.true(
    after
      .when(submit(exit(2)))
      .one("intent.denied")
      .denials.includes("SELL_NOT_COVERED"),
  );
  t.true(after.when(submit(exit(2, { quantity: "1" }))).types.includes("intent.approved"));
});

test("what a hand sold of a rule's is settled with every sell taken back, also one whose answer was lost", (t) => {
  const covered = given(submit(entry(1)), filled(entryId(1), "2"));
  const [stop = ""] = Object.keys(covered.state.orders);
  const lost = covered.and({ type: "venue.unknown", clientOrderId: stop, cause: "timeout" }, foreign(2, "sell", "1"));
  lost.when(resume).tells(t, ["order.pending_cancel", { clientOrderId: stop }], "external.settled", "hold.cleared");
  lost
    .and(resume)
    .when(canceled(stop))
    .tells(t, "order.canceled", ["order.reserved", { role: "stop", quantity: "1" }], "order.submitted");
});

test("an exit for more than a settlement left is taken back, and what is wanted out leaves with what is there", (t) => {
  const leaving = given(submit(entry(1)), filled(entryId(1), "2"), flatten());
  const [stop = ""] = Object.keys(leaving.state.orders);
  const sent = leaving.and(canceled(stop));
  const [out = ""] = Object.keys(sent.state.orders);
  sent
    .and(foreign(2, "sell", "1"), resume)
    .when(canceled(out))
    .tells(t, "order.canceled", ["order.reserved", { role: "exit", quantity: "1" }], "order.submitted");
});

test("what a rule lost to a hand it lost at the price of that sale, whatever the hand had paid for its own", (t) => {
  const held = given(submit(entry(1)), filled(entryId(1), "2"), foreign(2, "buy", "1", "100"));
  const settled = held.and(foreign(3, "sell", "2", "60")).when(resume);
  t.like(settled.one("external.settled"), { quantity: "1", price: "59.5" });
  t.deepEqual(settled.state.externals, {});
});

test("an adopted holding is a rule's position from then on, at the gate's own price and with a stop", (t) => {
  const outcome = bought.and(tick(1, { [BTC]: 110 })).when(adopt());
  outcome.tells(t, "position.opened", ["external.adopted", { price: "110" }], "order.reserved", "order.submitted");
  t.like(outcome.one("order.reserved"), { role: "stop", quantity: "2", stopPrice: "95" });
  t.is(outcome.state.externals[BTC]?.quantity, "1");
  t.is(outcome.state.equity, "5029", "nothing is earned by changing hands");
});

test("what cannot be adopted is refused", (t) => {
  for (const change of [
    { quantity: "3.1" },
    { quantity: "0.000000001" },
    { stopPrice: "100" },
    { stopPrice: "94.999" },
    { symbol: "ETH/USD" },
  ]) {
    bought.when(adopt(change)).refuses(t, "NOT_ALLOWED_NOW");
  }
  bought.when(adopt({ ruleId: "nobody" })).refuses(t, "UNKNOWN_ID");
  bought
    .and(adopt())
    .when(adopt({ quantity: "1" }))
    .refuses(t, "NOT_ALLOWED_NOW");
});

test("a deposit raises the baselines and is nobody's gain; a withdrawal lowers them and is nobody's loss", (t) => {
  const before = given(submit(entry(1)), filled(entryId(1), "2"), tick(1, { [BTC]: 105 }));
  const dayPnl = (state: typeof before.state): number => Number(state.equity) - Number(state.day?.equity);
  for (const amount of ["1000", "-1000"]) {
    const { state } = before.when(cash(amount)).tells(t, "cash.moved");
    t.is(dayPnl(state), dayPnl(before.state));
    t.is(state.realizedPnl, before.state.realizedPnl);
    t.is(state.deposits, amount);
    const fallen = (each: typeof state): number => 1 - Number(each.equity) / Number(each.peakEquity);
    t.true(Math.abs(fallen(state) - fallen(before.state)) < 1e-9, "no drawdown comes of it, and none goes");
  }
});

test("the same deposit told twice is booked once", (t) => {
  given(cash("100")).when(cash("100")).tells(t);
});

test("only free cash is paid out, and only of a paper account on a person's word", (t) => {
  given().when(cash("-5000.01")).refuses(t, "NOT_ALLOWED_NOW");
  given().when(cash("0")).refuses(t, "NOT_ALLOWED_NOW");
  given(submit(entry(1)))
    .when(cash("-4797"))
    .refuses(t, "NOT_ALLOWED_NOW");
  given().when(cash("-5000")).tells(t, "cash.moved");
});
