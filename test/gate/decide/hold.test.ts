import test from "ava";
import { tradingState } from "../../../src/store/words/hold.ts";
import { canceled, entry, ETH, filled, flatten, kill, resume, safetyWith, SOL, submit, T0, tick } from "../facts.ts";
import { entryId, given, givenUnder } from "../given.ts";

const limit = (n: number, symbol: string, ruleId: string) =>
  submit(entry(n, { type: "limit", limitPrice: "99", symbol, ruleId, reference: { price: "100", candleTs: T0 } }));

test("kill takes back every working entry, also what is unknown or was not sent yet; stops stay", (t) => {
  const busy = given(
    tick(1, { "BTC/USD": 100, [ETH]: 100, [SOL]: 100 }),
    submit(entry(1)),
    filled(entryId(1), "2"),
    limit(2, ETH, "other"),
    { type: "venue.unknown", clientOrderId: entryId(2), cause: "timeout" },
    limit(3, SOL, "third"),
  );
  const late = busy.and({
    event: "order.reserved",
    data: { ...busy.state.orders[entryId(3)]?.spec, clientOrderId: entryId(4) },
  });
  const outcome = late
    .when(kill)
    .tells(
      t,
      ["hold.placed", { level: "halted", cause: "kill", clearedBy: "operator" }],
      ["order.pending_cancel", { clientOrderId: entryId(2) }],
      ["order.pending_cancel", { clientOrderId: entryId(3) }],
      ["order.canceled", { clientOrderId: entryId(4) }],
    );
  t.is(tradingState(outcome.state.holds), "halted");
  t.is(
    Object.values(outcome.state.orders).filter(({ spec, state }) => spec.role === "stop" && state === "submitted")
      .length,
    1,
  );
});

test("kill twice is kill once", (t) => {
  given(submit(entry(1)), kill)
    .when(kill)
    .tells(t);
});

test("resume clears what the operator may clear and nothing else", (t) => {
  const lost = given(kill, { type: "trading.reduce", reason: "slowly" }, flatten(), {
    type: "agent.silent",
    stage: "cancel",
    silentMs: 30_000,
  });
  t.is(lost.state.holds.length, 4);
  const { state } = lost.when(resume).tells(t, "hold.cleared", "hold.cleared", "hold.cleared");
  t.deepEqual(
    state.holds.map(({ cause }) => cause),
    ["agent_lost"],
  );
});

test("one hold never clears another: the end of the day leaves a kill standing", (t) => {
  const day = given(kill).and(tick(288));
  t.deepEqual(
    day.state.holds.map(({ cause }) => cause),
    ["kill"],
  );
});

/** Trend holds 20 BTC bought at 100: every point of price is 20 USD, of 5000. */
const heavy = safetyWith((limits) => ({
  ...limits,
  stops: { maxDistancePct: 50, maxRiskPct: 10, maxOpenRiskPct: 100 },
}));
const holding = () =>
  givenUnder(
    heavy,
    submit(entry(1, { quantity: "20", stopPrice: "80" })),
    filled(entryId(1), "20", "100", { commission: "0" }),
  );

test("losing more than the day's share reduces until the UTC day ends; the very share does not", (t) => {
  t.deepEqual(holding().and(tick(1, { "BTC/USD": 92.5 })).state.holds, []);
  const outcome = holding()
    .and(limit(2, ETH, "other"))
    .when(tick(1, { "BTC/USD": 92.49 }));
  t.like(outcome.one("hold.placed"), { level: "reducing", cause: "daily_loss", clearedBy: "day" });
});

test("a day's loss takes resting entries back, binds the agent's entries and lets its exits pass", (t) => {
  const lost = holding()
    .and(tick(1, { "BTC/USD": 100, [ETH]: 100 }), limit(2, ETH, "other"))
    .when(tick(2, { "BTC/USD": 90, [ETH]: 100 }));
  t.is(lost.one("order.pending_cancel").clientOrderId, entryId(2));
  const after = holding().and(tick(1, { "BTC/USD": 90 }));
  t.is(tradingState(after.state.holds), "reducing");
  const denied = after.when(
    submit(entry(3, { ruleId: "other", stopPrice: "85", reference: { price: "90", candleTs: T0 } })),
  );
  t.true(denied.one("intent.denied").denials.includes("TRADING_REDUCING"));
  const leave = entry(4, { purpose: "exit", side: "sell", quantity: "20", stopPrice: undefined });
  t.true(after.when(submit(leave)).types.includes("intent.approved"));
  after.when(resume).tells(t);
});

test("a day's loss ends with the UTC day, and the next day counts from its own first equity", (t) => {
  const lost = holding().and(tick(1, { "BTC/USD": 90 }));
  const next = lost.when(tick(287, { "BTC/USD": 90 }));
  t.like(next.one("day.opened"), { day: "2026-01-06", equity: "4800" });
  t.like(next.one("hold.cleared"), { cause: "daily_loss", by: "gate" });
  t.deepEqual(next.state.holds, []);
  const again = lost.and(tick(287, { "BTC/USD": 90 })).when(tick(288, { "BTC/USD": 82 }));
  const causes = again.events.flatMap(({ type, data }) => (type === "hold.placed" ? [data.cause] : []));
  t.deepEqual(causes, ["daily_loss", "weekly_loss"]);
});

test("falling too far below the highest equity halts until the operator says that this is the new height", (t) => {
  const below = holding()
    .and(tick(1, { "BTC/USD": 130 }), tick(300, { "BTC/USD": 129 }))
    .when(tick(301, { "BTC/USD": 87 }));
  t.deepEqual(
    below.events.filter(({ type }) => type === "hold.placed").map(({ data }) => (data as { cause: string }).cause),
    ["daily_loss", "drawdown"],
  );
  t.is(tradingState(below.state.holds), "halted");
  const halted = holding().and(
    tick(1, { "BTC/USD": 130 }),
    tick(300, { "BTC/USD": 129 }),
    tick(301, { "BTC/USD": 87 }),
  );
  t.true(halted.and(tick(600, { "BTC/USD": 200 })).state.holds.some(({ cause }) => cause === "drawdown"));
  const { state } = halted.when(resume);
  t.is(state.peakEquity, state.equity);
  t.false(halted.and(resume, tick(302, { "BTC/USD": 87 })).state.holds.some(({ cause }) => cause === "drawdown"));
});

test("losses are measured on what is held, not only on what was sold: the day's P&L can be negative", (t) => {
  const { state } = holding().and(tick(1, { "BTC/USD": 99 }));
  t.is(state.equity, "4980");
  t.is(state.day?.equity, "5000");
});

test("an agent that falls silent is spoken of, then its entries go, then it is heard again", (t) => {
  const busy = given(submit(entry(1)), filled(entryId(1), "2"), submit(entry(2, { ruleId: "other" })));
  busy.when({ type: "agent.silent", stage: "warn", silentMs: 10_000 }).tells(t, "dead_man.warned");
  const lost = busy.and({ type: "agent.silent", stage: "cancel", silentMs: 30_000 });
  t.is(tradingState(lost.state.holds), "reducing");
  t.is(lost.state.orders[entryId(2)]?.state, "pending_cancel");
  t.is(lost.and(canceled(entryId(2))).state.orders[entryId(2)], undefined);
  lost.when({ type: "agent.heard" }).tells(t, ["hold.cleared", { cause: "agent_lost", by: "gate" }]);
  lost.when({ type: "agent.attach", client: "trade" }).tells(t, "agent.attached", "hold.cleared");
});

test("every silence is spoken of, not only the first", (t) => {
  given(
    { type: "agent.attach", client: "trade" },
    { type: "agent.silent", stage: "warn", silentMs: 10_000 },
    { type: "agent.heard" },
  )
    .when({ type: "agent.silent", stage: "warn", silentMs: 11_000 })
    .tells(t, "dead_man.warned");
});
