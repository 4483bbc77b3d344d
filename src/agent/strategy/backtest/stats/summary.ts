import type { CandleColumns } from "../../../../store/market/candle.ts";
import { DAY_MS } from "../../../../store/time.ts";
import type { BacktestResult } from "../result.ts";
import { curveStats, type CurveStats, type EquityCurve } from "./curveStats.ts";
import { monthlyReturns, type MonthReturn } from "./monthly.ts";
import { tradeStats, type TradeStats } from "./tradeStats.ts";

/** All that is said of a backtest, beside its trades. */
export interface BacktestStats extends CurveStats, TradeStats {
  /** Share of ticks over which something was held. */
  readonly exposurePct: number;
  /** Bought and sold over a year, as a multiple of the equity at the beginning; null below a day. */
  readonly turnoverPerYear: number | null;
  /** Exits on candles that touched stop and target: counted as stopped. */
  readonly ambiguous: number;
  readonly months: readonly MonthReturn[];
  /** All cash in the markets at the first close, in equal parts, without costs, for the whole time. */
  readonly buyAndHold: CurveStats;
}

/** @throws RangeError when the result has no curve. */
export function statsOf(
  result: BacktestResult,
  startEquity: number,
  markets: readonly { readonly columns: CandleColumns }[],
): BacktestStats {
  const { curve } = result;
  if (curve === null) throw new RangeError("statistics need the curve: ask the backtest for it");
  const ours: EquityCurve = { ...curve, startEquity };
  const days = curve.ts.length === 0 ? 0 : (curve.ts.at(-1)! - curve.ts[0]!) / DAY_MS;
  return {
    ...curveStats(ours),
    ...tradeStats(result.trades),
    exposurePct: curve.held.length === 0 ? 0 : (curve.held.filter((each) => each > 0).length / curve.held.length) * 100,
    turnoverPerYear: days >= 1 ? (result.turnover / startEquity) * (365.25 / days) : null,
    ambiguous: result.ambiguous,
    months: monthlyReturns(ours),
    buyAndHold: curveStats(heldCurve(curve.ts, startEquity, markets)),
  };
}

/** What equal parts in each market, bought at its first close, are worth at each tick. */
export function heldCurve(
  ts: Float64Array,
  startEquity: number,
  markets: readonly { readonly columns: CandleColumns }[],
): EquityCurve {
  const equity = new Float64Array(ts.length);
  const part = startEquity / Math.max(1, markets.length);
  for (const { columns } of markets) {
    let row = -1;
    let first = Number.NaN;
    for (let tick = 0; tick < ts.length; tick++) {
      while (row + 1 < columns.length && columns.ts[row + 1]! <= ts[tick]!) row++;
      if (row >= 0 && Number.isNaN(first)) first = columns.close[row]!;
      equity[tick]! += Number.isNaN(first) ? part : (part * columns.close[row]!) / first;
    }
  }
  return { ts, equity, startEquity };
}
