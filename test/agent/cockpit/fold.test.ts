import test from "ava";
import { applyAgent, applyEvent, applyLink, applySnapshot } from "../../../src/agent/cockpit/fold.ts";
import { NAMES_LIMIT } from "../../../src/agent/cockpit/names.ts";
import { emptyView, EQUITY_LIMIT, TAPE_LIMIT } from "../../../src/agent/cockpit/view.ts";
import { ORDERS, STATUS } from "../../tui/fixtureAccount.ts";
import { EVENTS, gateEvent } from "../../tui/fixtureEvents.ts";
import { idOf, NOW } from "../../tui/fixtureIds.ts";
import { PROPOSALS, RULES } from "../../tui/fixtureRules.ts";

const start = emptyView("cockpit");
const dropped = (seq: number) => gateEvent(seq, "rate.limited", { frames: 1 }, NOW);
const advanced = (n: number, equity: string) =>
  gateEvent(n, "market.advanced", { n, at: NOW + n, candleTs: NOW, candles: {}, equity }, NOW);

test("the tape keeps the newest lines", (t) => {
  let view = start;
  for (let seq = 1; seq <= TAPE_LIMIT + 30; seq += 1) view = applyEvent(view, dropped(seq));
  t.is(view.tape.length, TAPE_LIMIT);
  t.is(view.tape.at(-1)?.seq, TAPE_LIMIT + 30);
});

test("an event that comes twice after a reconnect is one line", (t) => {
  const once = EVENTS.reduce(applyEvent, start);
  t.deepEqual(EVENTS.reduce(applyEvent, once).tape, once.tape);
});

test("the equity curve grows by candles and forgets the oldest", (t) => {
  let view = start;
  for (let n = 1; n <= EQUITY_LIMIT + 5; n += 1) view = applyEvent(view, advanced(n, `${n}`));
  t.is(view.equity.length, EQUITY_LIMIT);
  t.deepEqual(view.equity.at(-1), { at: NOW + EQUITY_LIMIT + 5, equity: EQUITY_LIMIT + 5 });
  t.deepEqual(applyEvent(view, advanced(3, "9")).equity, view.equity);
});

test("a snapshot of equity keeps the candles that came after it", (t) => {
  const live = applyEvent(applyEvent(start, advanced(1, "1")), advanced(2, "2"));
  const view = applySnapshot(live, { equity: [{ at: NOW + 1, equity: "10" }] });
  t.deepEqual(
    view.equity.map((point) => point.equity),
    [10, 2],
  );
});

test("a snapshot replaces what it brings and names what is open", (t) => {
  const view = applySnapshot(start, { status: STATUS, rules: RULES, proposals: PROPOSALS });
  t.is(view.status, STATUS);
  t.is(view.rules, RULES);
  t.is(applySnapshot(view, { rules: [] }).status, STATUS);
  const expired = gateEvent(9, "order.expired", { clientOrderId: ORDERS[2]?.clientOrderId ?? "", cause: "gtd" });
  t.is(applyEvent(view, expired).tape.at(-1)?.text, "EXPIRED  ema-trend BTC/USD: gtd");
});

test("names are bounded", (t) => {
  let view = start;
  for (let n = 0; n < NAMES_LIMIT + 10; n += 1) {
    const data = {
      positionId: idOf(n),
      ruleId: "r-1",
      ruleVersion: 1,
      symbol: "A/B",
      side: "long",
      stopPrice: "1",
      targetPrice: null,
      plannedPrice: "1",
      openedAt: NOW,
    } as const;
    view = applyEvent(view, gateEvent(n + 1, "position.opened", data, NOW));
  }
  t.is(Object.keys(view.names).length, NAMES_LIMIT);
});

test("an entry's thesis is the rule's latest claim, an exit's is not", (t) => {
  const intent = {
    intentId: idOf(1),
    ruleId: "ema-trend",
    ruleVersion: 1,
    symbol: "BTC/USD",
    purpose: "entry",
    side: "buy",
    quantity: "1",
    type: "market",
    timeInForce: "ioc",
    thesis: { claim: "it rises", evidence: [], invalidation: "it falls", horizonBars: 3, expectedR: null },
    reference: { price: "1", candleTs: NOW },
    createdAt: NOW,
  } as const;
  const mutable = { ...intent, thesis: { ...intent.thesis, evidence: [] } };
  const view = applyEvent(
    start,
    gateEvent(1, "intent.received", { origin: { protocol: 1, order: "rising" }, intent: mutable }),
  );
  t.is(view.theses["ema-trend"], "it rises");
  const exit = { ...mutable, purpose: "exit" as const, thesis: { ...mutable.thesis, claim: "time is up" } };
  t.is(
    applyEvent(view, gateEvent(2, "intent.received", { origin: { protocol: 1, order: "rising" }, intent: exit }))
      .theses["ema-trend"],
    "it rises",
  );
});

test("a lost link leaves what was seen", (t) => {
  const view = applySnapshot(start, { status: STATUS });
  const lost = applyLink(view, { state: "lost", detail: "type `trade gate start`" });
  t.is(lost.status, STATUS);
  t.is(
    applyAgent(lost, { state: "down", restarts: 3, detail: "", evolution: "", held: "", insights: {} }).agent.restarts,
    3,
  );
});
