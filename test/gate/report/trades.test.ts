import test from "ava";
import { ruleReports, tradeReportOf } from "../../../src/gate/report/trades.ts";
import type { Trade } from "../../../src/store/words/trade.ts";
import { idOf, T0 } from "../facts.ts";

const COSTS = { takerFeeBps: 60, makerFeeBps: 40, spreadBps: 2, slippageBps: 1 };
/** Two coins, planned and bought at 100, sold at 100, at the modeled fee. */
const trade = (change: Partial<Trade> = {}): Trade => ({
  positionId: idOf(1),
  ruleId: "trend",
  ruleVersion: 1,
  symbol: "BTC/USD",
  side: "long",
  quantity: "2",
  entryAt: T0,
  entryPrice: "100",
  exitAt: T0 + 1,
  exitPrice: "100",
  fees: "2.4",
  realizedPnl: "-2.4",
  r: -0.24,
  mfeR: 0,
  maeR: 0,
  plannedPrice: "100",
  exitReason: "stop",
  ...change,
});

test("a trade's costs stand beside the paper venue's, a side: above zero it cost more than paper would have", (t) => {
  t.like(tradeReportOf(trade(), COSTS), { slippageBps: 0, feeBps: 60, gapBps: -2 });
  t.like(tradeReportOf(trade({ entryPrice: "100.1", fees: "0" }), COSTS), { slippageBps: 10, feeBps: 0, gapBps: -52 });
  t.like(tradeReportOf(trade({ plannedPrice: "99.5" }), COSTS), { slippageBps: 50.25, gapBps: 48.25 });
  t.like(tradeReportOf(trade({ side: "short", plannedPrice: "100.5" }), COSTS), { slippageBps: 49.75 });
});

test("a rule's report sums what money is and averages what costs are; what had no R has no part in its mean", (t) => {
  const rows = ruleReports(
    [trade(), trade({ ruleId: "other", r: null }), trade({ realizedPnl: "10", r: 1, entryPrice: "100.1" })],
    COSTS,
  );
  t.deepEqual(
    rows.map(({ ruleId, trades, wins, netPnl, fees, meanR }) => [ruleId, trades, wins, netPnl, fees, meanR]),
    [
      ["trend", 2, 1, "7.6", "4.8", 0.38],
      ["other", 1, 0, "-2.4", "2.4", null],
    ],
  );
  t.is(rows[0]?.slippageBps, 5);
});
