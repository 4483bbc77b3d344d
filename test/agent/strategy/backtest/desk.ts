import { backtest, NO_CAPS } from "../../../../src/agent/strategy/backtest/backtest.ts";
import type { BacktestOptions, BacktestResult } from "../../../../src/agent/strategy/backtest/result.ts";
import { termsOf } from "../../../../src/agent/strategy/backtest/terms.ts";
import type { Candle } from "../../../../src/store/market/candle.ts";
import { toColumns } from "../../../../src/store/market/columns.ts";
import { parseInstruments } from "../../../../src/store/market/instruments.ts";
import type { ValidRule } from "../../../../src/store/rules/validate.ts";
import { ruleWith } from "../rule.ts";

const row = (symbol: string) => {
  const [base, quote] = symbol.split("/");
  return `  - { symbol: ${symbol}, base: ${base}, quote: ${quote}, priceIncrement: "0.01", quantityIncrement: "0.01", minQuantity: "0.01", maxQuantity: "1000000", minNotional: "1" }`;
};
const instruments = parseInstruments(`instruments:\n${["BTC/USD", "ETH/USD"].map(row).join("\n")}\n`, "test");

export const marketOf = (symbol: string, candles: readonly Candle[]) => ({
  symbol,
  columns: toColumns(candles),
  terms: termsOf(instruments.get(symbol)),
});

/** A candle of open, high, low, close; the n-th is five minutes after the one before. */
export type Bar = readonly [open: number, high: number, low: number, close: number];
export const candlesOf = (bars: readonly Bar[], everyMs = 300_000): Candle[] =>
  bars.map(([open, high, low, close], index) => ({
    ts: 1_767_225_600_000 + index * everyMs,
    open,
    high,
    low,
    close,
    volume: 1,
  }));

const FREE = { takerFeeBps: 0, makerFeeBps: 0, spreadBps: 0, slippageBps: 0 };

/** A backtest of one rule on one market without costs and caps, unless it is said otherwise. */
export const run = (rule: ValidRule, bars: readonly Bar[], options: Partial<BacktestOptions> = {}): BacktestResult =>
  backtest([rule], [marketOf("BTC/USD", candlesOf(bars))], {
    costs: FREE,
    equity: 10_000,
    ...NO_CAPS,
    curve: true,
    ...options,
  });

/** Enters once, when the close is 100 for the first time; the stop stands 10 away. */
export const rule = (exit: Record<string, unknown> = {}, changes: Record<string, unknown> = {}) =>
  ruleWith({
    entry: "crossover(close, 99)",
    warmupBars: 0,
    size: { fixed: 2 },
    ...changes,
    exit: { stop: "10", ...exit },
  });

/** A bar without a signal, and the one whose close gives it. */
export const BEFORE: Bar = [90, 90, 90, 90];
export const SIGNAL: Bar = [95, 100, 95, 100];
