import test, { type ExecutionContext } from "ava";
import type { BacktestTrade } from "../../../../src/agent/strategy/backtest/result.ts";
import { curveStats } from "../../../../src/agent/strategy/backtest/stats/curveStats.ts";
import { monthlyReturns } from "../../../../src/agent/strategy/backtest/stats/monthly.ts";
import { heldCurve } from "../../../../src/agent/strategy/backtest/stats/summary.ts";
import { tradeStats } from "../../../../src/agent/strategy/backtest/stats/tradeStats.ts";
import { DAY_MS, HOUR_MS } from "../../../../src/store/time.ts";
import { candlesOf, marketOf } from "./desk.ts";

const START = Date.UTC(2026, 0, 30);
/** One point a day, at its end. */
const days = (startEquity: number, ...equity: number[]) => ({
  ts: equity.map((_, day) => START + day * DAY_MS + 23 * HOUR_MS),
  equity,
  startEquity,
});
const near = (t: ExecutionContext, actual: number | null, expected: number) =>
  t.true(
    actual !== null && Math.abs(actual - expected) < 1e-9 * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );

test("a curve's figures, worked out by hand", (t) => {
  // Daily returns: +10 %, −10 %, +20 %.
  const stats = curveStats(days(100, 110, 99, 118.8));
  near(t, stats.returnPct, 18.8);
  const mean = 0.2 / 3;
  const deviation = Math.sqrt(((0.1 - mean) ** 2 + (-0.1 - mean) ** 2 + (0.2 - mean) ** 2) / 3);
  near(t, stats.volatilityPct, deviation * Math.sqrt(365) * 100);
  near(t, stats.sharpe, (mean / deviation) * Math.sqrt(365));
  near(t, stats.sortino, (mean / Math.sqrt(0.01 / 3)) * Math.sqrt(365));
  near(t, stats.maxDrawdownPct, 10);
  t.is(stats.maxDrawdownMs, DAY_MS);
  near(t, stats.cagrPct, (1.188 ** (365.25 / 2) - 1) * 100);
  near(t, stats.calmar, (1.188 ** (365.25 / 2) - 1) / 0.1);
});

test("a height that is never reached again counts to the end", (t) => {
  t.is(curveStats(days(100, 120, 90, 95, 110)).maxDrawdownMs, 3 * DAY_MS);
  near(t, curveStats(days(100, 80)).maxDrawdownPct, 20);
});

test("what cannot be told is null, not a number", (t) => {
  const short = curveStats({ ts: [START, START + HOUR_MS], equity: [100, 101], startEquity: 100 });
  t.like(short, { cagrPct: null, sharpe: null, volatilityPct: null, calmar: null });
  t.like(curveStats(days(100, 100, 100, 100)), { sharpe: null, sortino: null, calmar: null, maxDrawdownPct: 0 });
  t.like(tradeStats([]), { profitFactor: null, expectancy: null, rDistribution: null, breakEvenFeeBps: null });
});

const trade = (pnl: number, fees: number, r: number): BacktestTrade => ({
  ruleId: "a",
  symbol: "BTC/USD",
  side: "long",
  entryTs: 0,
  entryPrice: 100,
  exitTs: 1,
  exitPrice: 100,
  quantity: 1,
  fees,
  pnl,
  r,
  exitReason: "stop",
});

test("trades' figures, worked out by hand", (t) => {
  const stats = tradeStats([trade(30, 2, 3), trade(-10, 2, -1), trade(-5, 2, -0.5), trade(5, 2, 0.5)]);
  t.like(stats, {
    trades: 4,
    wins: 2,
    winRatePct: 50,
    expectancy: 5,
    expectancyR: 0.5,
    averageWin: 17.5,
    averageLoss: 7.5,
  });
  near(t, stats.profitFactor, 35 / 15);
  t.is(stats.fees, 8);
  // Before fees 32 and 7 were gained; what was traded is 800, and 28 was made of it before fees.
  near(t, stats.feesOfGainsPct, (8 / 39) * 100);
  near(t, stats.breakEvenFeeBps, (28 / 800) * 10_000);
  t.like(stats.rDistribution, { min: -1, median: 0.5, max: 3 });
});

test("months end where they end", (t) => {
  const months = monthlyReturns(days(100, 110, 99, 118.8));
  t.deepEqual(
    months.map(({ year, month }) => [year, month]),
    [
      [2026, 1],
      [2026, 2],
    ],
  );
  near(t, months[0]?.returnPct ?? null, -1);
  near(t, months[1]?.returnPct ?? null, 20);
});

test("holding puts equal parts into every market at its first close", (t) => {
  const one = marketOf(
    "BTC/USD",
    candlesOf([
      [10, 10, 10, 10],
      [20, 20, 20, 20],
      [30, 30, 30, 30],
    ]),
  );
  const late = marketOf(
    "ETH/USD",
    candlesOf([
      [1, 1, 1, 1],
      [5, 5, 5, 5],
      [10, 10, 10, 10],
    ]).slice(1),
  );
  t.deepEqual([...(heldCurve(one.columns.ts, 100, [one, late]).equity as Float64Array)], [100, 150, 250]);
});
