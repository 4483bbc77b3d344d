import type { BacktestTrade } from "../result.ts";

/** What closed trades came to. Amounts in the account's currency; null where there is nothing to tell of. */
export interface TradeStats {
  readonly trades: number;
  readonly wins: number;
  readonly winRatePct: number | null;
  /** What winners made over what losers lost; null without a loser. */
  readonly profitFactor: number | null;
  /** Mean P&L of a trade, and its mean R (Tharp's expectancy). */
  readonly expectancy: number | null;
  readonly expectancyR: number | null;
  readonly averageWin: number | null;
  readonly averageLoss: number | null;
  /** R of the trade that this share of all does not exceed. */
  readonly rDistribution:
    | { readonly [Name in "min" | "p10" | "p25" | "median" | "p75" | "p90" | "max"]: number }
    | null;
  readonly fees: number;
  /** Fees over what trades gained before fees, all gains and no losses; null without a gain. */
  readonly feesOfGainsPct: number | null;
  /** Commission per side at which these trades would have come out even, in basis points; below zero: they lose without any. */
  readonly breakEvenFeeBps: number | null;
}

export function tradeStats(trades: readonly BacktestTrade[]): TradeStats {
  const won = trades.filter(({ pnl }) => pnl > 0).map(({ pnl }) => pnl);
  const lost = trades.filter(({ pnl }) => pnl <= 0).map(({ pnl }) => -pnl);
  const rs = trades.flatMap(({ r }) => (r === null ? [] : [r])).toSorted((a, b) => a - b);
  const fees = sum(trades.map((each) => each.fees));
  const net = sum(trades.map((each) => each.pnl));
  const gains = sum(trades.map((each) => Math.max(0, each.pnl + each.fees)));
  const traded = sum(trades.map(({ quantity, entryPrice, exitPrice }) => quantity * (entryPrice + exitPrice)));
  const at = (share: number): number => rs[Math.min(rs.length - 1, Math.floor(share * rs.length))] ?? 0;
  return {
    trades: trades.length,
    wins: won.length,
    winRatePct: trades.length === 0 ? null : (won.length / trades.length) * 100,
    profitFactor: sum(lost) > 0 ? sum(won) / sum(lost) : null,
    expectancy: trades.length === 0 ? null : net / trades.length,
    expectancyR: rs.length === 0 ? null : sum(rs) / rs.length,
    averageWin: won.length === 0 ? null : sum(won) / won.length,
    averageLoss: lost.length === 0 ? null : sum(lost) / lost.length,
    rDistribution:
      rs.length === 0
        ? null
        : { min: at(0), p10: at(0.1), p25: at(0.25), median: at(0.5), p75: at(0.75), p90: at(0.9), max: at(1) },
    fees,
    feesOfGainsPct: gains > 0 ? (fees / gains) * 100 : null,
    breakEvenFeeBps: traded > 0 ? ((net + fees) / traded) * 10_000 : null,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
