import { backtest, type PluginTape } from "../../src/agent/strategy/backtest/backtest.ts";
import type { BacktestOptions } from "../../src/agent/strategy/backtest/result.ts";
import type { Loaded } from "./load.ts";

/** What the same rules would have come to at other costs. */
export interface SensitivityRow {
  readonly feeBps: number;
  readonly slippageBps: number;
  readonly trades: number;
  readonly returnPct: number;
}

/** Multiples of the taker fee, and slippages in basis points on top. */
const FEES = [0, 0.5, 1, 1.5, 2];
const SLIPPAGES = [0, 5, 10];

/** The backtest again for every pair of fee and slippage; without the limits of safety.yaml. */
export function sensitivityOf(
  { rules, markets }: Loaded,
  options: BacktestOptions,
  plugins: ReadonlyMap<string, PluginTape>,
): readonly SensitivityRow[] {
  return SLIPPAGES.flatMap((more) =>
    FEES.map((times) => {
      const { takerFeeBps, makerFeeBps, spreadBps, slippageBps } = options.costs;
      const costs = {
        takerFeeBps: takerFeeBps * times,
        makerFeeBps: makerFeeBps * times,
        spreadBps,
        slippageBps: slippageBps + more,
      };
      const terms = { ...options, costs, limits: null };
      const { finalEquity, trades } = backtest(rules, markets, terms, new Map(), plugins);
      return {
        feeBps: costs.takerFeeBps,
        slippageBps: costs.slippageBps,
        trades: trades.length,
        returnPct: (finalEquity / options.equity - 1) * 100,
      };
    }),
  );
}
