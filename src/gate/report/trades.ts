import {
  absolute,
  add,
  divide,
  isPositive,
  isZero,
  type Money,
  multiply,
  subtract,
  toNumber,
} from "../../store/money.ts";
import type { PaperCosts } from "../../store/words/account.ts";
import type { Trade } from "../../store/words/trade.ts";

/** What a rule's trades came to. Amounts in the account's currency; `Bps` of the notional, above zero against us. */
export interface RuleReport {
  readonly ruleId: string;
  readonly trades: number;
  readonly wins: number;
  readonly netPnl: Money;
  readonly fees: Money;
  /** Mean of the R of the trades that had one; null without any. */
  readonly meanR: number | null;
  /** Mean entry against the gate's own price when it was sent. */
  readonly slippageBps: number;
  /** Commissions of both sides, a side. */
  readonly feeBps: number;
  /** What these fills and fees cost a side more than the paper venue's model of them would have: live minus paper. */
  readonly gapBps: number;
}

/** One trade beside what paper would have made of its costs. */
export interface TradeReport {
  readonly positionId: string;
  readonly ruleId: string;
  readonly symbol: string;
  readonly exitAt: number;
  readonly r: number | null;
  readonly slippageBps: number;
  readonly feeBps: number;
  readonly gapBps: number;
}

/**
 * A trade's costs in basis points of its notional, beside those that the paper venue models (half the spread and the
 * slippage against a taker, its commission). The gap is per side: entry slippage is a side's, commissions are halved.
 */
export function tradeReportOf(trade: Trade, costs: PaperCosts): TradeReport {
  const { positionId, ruleId, symbol, exitAt, r, side, entryPrice, plannedPrice, quantity, exitPrice, fees } = trade;
  const worse = side === "long" ? subtract(entryPrice, plannedPrice) : subtract(plannedPrice, entryPrice);
  const slippageBps = bpsOf(worse, plannedPrice);
  const feeBps = bpsOf(fees, multiply(quantity, add(entryPrice, exitPrice)));
  const modeled = costs.spreadBps / 2 + costs.slippageBps + costs.takerFeeBps;
  return { positionId, ruleId, symbol, exitAt, r, slippageBps, feeBps, gapBps: round(slippageBps + feeBps - modeled) };
}

/** The same over each rule's trades, in the order in which the rules first traded. */
export function ruleReports(trades: readonly Trade[], costs: PaperCosts): readonly RuleReport[] {
  return [...Map.groupBy(trades, ({ ruleId }) => ruleId)].map(([ruleId, own]) => {
    const each = own.map((trade) => tradeReportOf(trade, costs));
    const rs = own.flatMap(({ r }) => (r === null ? [] : [r]));
    return {
      ruleId,
      trades: own.length,
      wins: own.filter(({ realizedPnl }) => isPositive(realizedPnl)).length,
      netPnl: add(...own.map(({ realizedPnl }) => realizedPnl)),
      fees: add(...own.map(({ fees }) => fees)),
      meanR: rs.length === 0 ? null : mean(rs),
      slippageBps: mean(each.map((row) => row.slippageBps)),
      feeBps: mean(each.map((row) => row.feeBps)),
      gapBps: mean(each.map((row) => row.gapBps)),
    };
  });
}

const round = (value: number): number => Math.round(value * 100) / 100;
const mean = (values: readonly number[]): number => round(values.reduce((sum, each) => sum + each, 0) / values.length);

function bpsOf(part: Money, whole: Money): number {
  return isZero(whole) ? 0 : round(toNumber(divide(multiply(part, "10000"), absolute(whole), 6)));
}
