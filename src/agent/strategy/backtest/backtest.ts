import type { Symbol } from "../../../store/market/candle.ts";
import type { ValidRule } from "../../../store/rules/validate.ts";
import type { SharedColumns } from "../sharedColumns.ts";
import type { BacktestMarket, BacktestOptions, BacktestResult, Post } from "./result.ts";
import { simulate } from "./simulate.ts";
import { tapeOf } from "./tape.ts";

/** What the agent itself keeps to when it sizes (src/agent/runtime): one entry's largest share of equity and of free cash. */
export const AGENT_CAPS = { maxEntryPct: 45, spendablePct: 95 } as const;
/** Whatever is asked for, as long as there is cash. */
export const NO_CAPS = { maxEntryPct: Number.POSITIVE_INFINITY, spendablePct: Number.POSITIVE_INFINITY } as const;

/** Indicator columns shared by the backtests of many parameter sets over the same candles, by symbol. */
export type SharedBySymbol = ReadonlyMap<Symbol, SharedColumns>;

/**
 * Rules over candles, costs included: a pure function of what it is given, callable thousands of times in any thread.
 * Every rule runs on every market that it names. To vary a rule, pass `withParams(rule, values)`, and `shared` columns so
 * that indicators which did not change are not worked out again.
 */
export function backtest(
  rules: readonly ValidRule[],
  markets: readonly BacktestMarket[],
  options: BacktestOptions,
  shared: SharedBySymbol = new Map(),
): BacktestResult {
  const posts: Post[] = [];
  for (const rule of rules) {
    for (const [market, { symbol, columns }] of markets.entries()) {
      if (!isFor(rule, symbol)) continue;
      posts.push({ rule, market, tape: tapeOf(rule, columns, { shared: shared.get(symbol) ?? null }) });
    }
  }
  return simulate(markets, posts, options);
}

/** Whether a rule may trade that symbol. */
export const isFor = ({ document: { symbols } }: ValidRule, symbol: Symbol): boolean =>
  symbols === "any" || symbols.includes(symbol);
