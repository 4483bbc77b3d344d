import test from "ava";
import { tapeLine } from "../../../src/agent/cockpit/tape.ts";
import { gateEvents } from "../../../src/store/events/gate.ts";
import { EVENTS, gateEvent } from "../../tui/fixtureEvents.ts";
import { idOf } from "../../tui/fixtureIds.ts";
import { STATUS } from "../../tui/fixtureAccount.ts";

const names = { [idOf(7)]: { ruleId: "ema-trend", symbol: "BTC/USD", side: "buy", role: "entry" } };
const fill = {
  clientOrderId: idOf(7),
  tradeId: "1",
  lastQuantity: "0.012",
  lastPrice: "60010.5",
  commission: "4.32",
  liquidity: "taker",
  trigger: "limit",
  filledAt: STATUS.data.at ?? 0,
  leavesQuantity: "0",
} as const;

test("a fill says side, quantity, symbol, price, fee and rule", (t) => {
  const line = tapeLine(gateEvent(1, "order.filled", fill), names);
  t.is(line?.text, "FILL  buy 0.012 BTC/USD @ 60,010.5 fee 4.32 · ema-trend");
  t.is(line?.tone, "good");
});

test("a fill of an order from before the screen's time is told by its id", (t) => {
  t.is(tapeLine(gateEvent(1, "order.filled", fill), {})?.text, "FILL  0.012 @ 60,010.5 fee 4.32 · 01890000");
});

test("a denial names every check that did not pass", (t) => {
  const data = {
    intentId: idOf(1),
    ruleId: "ema-trend",
    symbol: "BTC/USD",
    purpose: "entry",
    denials: ["NOTIONAL_ABOVE_MAX", "QUOTE_STALE"],
    checks: [],
  } as const;
  const line = tapeLine(gateEvent(1, "intent.denied", { ...data, denials: [...data.denials], checks: [] }), {});
  t.is(line?.text, "DENIED  ema-trend BTC/USD: NOTIONAL_ABOVE_MAX, QUOTE_STALE");
});

test("a kill says who pressed what", (t) => {
  const data = {
    id: idOf(1),
    level: "halted",
    cause: "kill",
    since: 946_684_800_000,
    clearedBy: "operator",
    detail: "K pressed",
  } as const;
  const line = tapeLine(gateEvent(1, "hold.placed", data), {});
  t.is(line?.text, "HALTED  kill: K pressed");
  t.is(line?.tone, "bad");
});

test("a stop that moves is one line, not five; one that the venue rejects is told", (t) => {
  const stop = { [idOf(8)]: { ruleId: "ema-trend", symbol: "BTC/USD", side: "sell", role: "stop" } };
  const canceled = { clientOrderId: idOf(8), cause: "tightened" } as const;
  const accepted = { clientOrderId: idOf(8), venueOrderId: "v-8" };
  t.is(tapeLine(gateEvent(1, "order.pending_cancel", canceled), stop), null);
  t.is(tapeLine(gateEvent(2, "order.canceled", canceled), stop), null);
  t.is(tapeLine(gateEvent(3, "order.accepted", accepted), stop), null);
  t.truthy(tapeLine(gateEvent(4, "order.canceled", canceled), {}), "an order that is not known is told");
  const rejected = { clientOrderId: idOf(8), reason: "too small" };
  t.is(tapeLine(gateEvent(5, "order.rejected", rejected), stop)?.tone, "bad");
});

test("a hold's long decimals are rounded for the eye", (t) => {
  const data = {
    id: idOf(1),
    level: "reducing",
    cause: "daily_loss",
    since: 946_684_800_000,
    clearedBy: "day",
    detail: "lost 176.9254377481 since 2026-01-01, limit 3 % of 5000",
  } as const;
  const line = tapeLine(gateEvent(1, "hold.placed", data), {});
  t.is(line?.text, "REDUCING  daily_loss: lost 176.93 since 2026-01-01, limit 3 % of 5000");
});

test("limits that were not taken are an alarm, with what is looser", (t) => {
  const lines = ["stops.maxRiskPct 1 → 2 (looser, safety.yaml:58)", "and 2 more"];
  const line = tapeLine(gateEvent(1, "safety.refused", { hash: null, lines }), {});
  t.is(line?.tone, "bad");
  t.regex(line?.text ?? "", /^SAFETY  safety\.yaml is not taken, .*: stops\.maxRiskPct 1 → 2 .*; and 2 more$/);
});

test("the market's advance is no line", (t) => {
  const data = { n: 1, at: 946_684_800_000, candleTs: 946_684_800_000, candles: {}, equity: "1" };
  t.is(tapeLine(gateEvent(1, "market.advanced", data), {}), null);
});

test("fixtures are events that the gate could have written", (t) => {
  for (const event of EVENTS) t.true(gateEvents[event.type].safeParse(event.data).success, event.type);
});
