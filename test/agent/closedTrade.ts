import type { GateEventData } from "../../src/store/events/gate.ts";

/** A trade that lost its whole risk, as the gate tells that it closed; whatever a test is about in its place. */
export const closedTrade = (
  change: Partial<GateEventData<"position.closed">> = {},
): GateEventData<"position.closed"> => ({
  positionId: "01900000-0000-7000-8000-000000000001",
  ruleId: "test-rule",
  ruleVersion: 2,
  symbol: "BTC/USD",
  side: "long",
  quantity: "1",
  entryAt: Date.UTC(2026, 0, 1),
  entryPrice: "100",
  exitAt: Date.UTC(2026, 0, 1),
  exitPrice: "99",
  fees: "0",
  realizedPnl: "-1",
  r: -1,
  mfeR: 0,
  maeR: -1,
  plannedPrice: "100",
  exitReason: "stop",
  ...change,
});
