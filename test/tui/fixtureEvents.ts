import type { GateEvent, GateEventData, GateEventType } from "../../src/store/events/gate.ts";
import { HOUR_MS } from "../../src/store/time.ts";
import { idOf, NOW } from "./fixtureIds.ts";
import { PROPOSALS } from "./fixtureRules.ts";

/** A gate event as the journal would hold it. */
export function gateEvent<Type extends GateEventType>(
  seq: number,
  type: Type,
  data: GateEventData<Type>,
  ts = NOW - (60 - seq) * 20_000,
): GateEvent {
  const id = idOf(1_000_000 + seq);
  return { seq, id, ts, type, causationId: null, correlationId: id, data, prevHash: "", hash: "" } as GateEvent;
}

const spec = (
  n: number,
  symbol: string,
  side: "buy" | "sell",
  quantity: string,
  ruleId: string,
): GateEventData<"order.reserved"> => ({
  clientOrderId: idOf(n),
  positionId: idOf(100),
  intentId: idOf(n),
  ruleId,
  ruleVersion: 3,
  symbol,
  role: side === "buy" ? "entry" : "exit",
  side,
  type: "limit",
  quantity,
  limitPrice: "60020",
  collarPrice: null,
  stopPrice: null,
  targetPrice: null,
  protection: null,
  timeInForce: "gtd",
  expiresAt: null,
  attempt: 0,
  reason: "signal",
});

const fill = (
  n: number,
  lastQuantity: string,
  lastPrice: string,
  leavesQuantity = "0",
): GateEventData<"order.filled"> => ({
  clientOrderId: idOf(n),
  tradeId: String(n),
  lastQuantity,
  lastPrice,
  commission: "4.32",
  liquidity: "taker",
  trigger: "limit",
  filledAt: NOW,
  leavesQuantity,
});

/** A quarter of an hour of one gate, as events. */
export const EVENTS: readonly GateEvent[] = [
  gateEvent(1, "gate.started", { protocol: 1, safetyHash: "a".repeat(64), recoveredSeq: 4_160 }),
  gateEvent(2, "gate.reconciled", { orders: 3, differences: [] }),
  gateEvent(3, "agent.attached", { client: "trade 0.1.0" }),
  gateEvent(4, "day.opened", { day: "2026-11-22", equity: "100000" }),
  gateEvent(5, "order.reserved", spec(300, "BTC/USD", "buy", "0.012", "ema-trend")),
  gateEvent(6, "order.accepted", { clientOrderId: idOf(300), venueOrderId: "v-1" }),
  gateEvent(7, "order.filled", fill(300, "0.012", "60010.5")),
  gateEvent(8, "position.opened", {
    positionId: idOf(100),
    ruleId: "ema-trend",
    ruleVersion: 3,
    symbol: "BTC/USD",
    side: "long",
    stopPrice: "58450",
    targetPrice: "62300",
    plannedPrice: "60000",
    openedAt: NOW,
  }),
  gateEvent(9, "intent.denied", {
    intentId: idOf(301),
    ruleId: "ema-trend",
    symbol: "BTC/USD",
    purpose: "entry",
    denials: ["NOTIONAL_ABOVE_MAX", "QUOTE_STALE"],
    checks: [],
  }),
  gateEvent(10, "stop.tightened", { positionId: idOf(100), from: "58450", to: "58900", by: "agent" }),
  gateEvent(11, "order.reserved", spec(302, "SOL/USD", "sell", "10", "rsi-reversion")),
  gateEvent(12, "order.filled", fill(302, "4", "151.02", "6")),
  gateEvent(13, "position.closed", {
    positionId: idOf(101),
    ruleId: "rsi-reversion",
    ruleVersion: 7,
    symbol: "SOL/USD",
    side: "long",
    quantity: "10",
    entryAt: NOW - HOUR_MS,
    entryPrice: "148",
    exitAt: NOW,
    exitPrice: "151",
    fees: "1.2",
    realizedPnl: "28.80",
    r: 1.31,
    mfeR: 1.6,
    maeR: -0.2,
    plannedPrice: "148",
    exitReason: "target",
  }),
  gateEvent(14, "rule.status_changed", { ruleId: "breakout-20", status: "paused", by: "operator", reason: "news day" }),
  gateEvent(15, "proposal.submitted", PROPOSALS[0]?.proposal ?? failed()),
  gateEvent(16, "rate.limited", { frames: 12 }),
];

function failed(): never {
  throw new Error("the fixture lost its proposal");
}
