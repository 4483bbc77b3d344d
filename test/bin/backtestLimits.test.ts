import test from "ava";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { stringify } from "yaml";
import { limitsOf } from "../../bin/backtest/limits.ts";
import { load } from "../../bin/backtest/load.ts";
import { backtestFlags } from "../../bin/backtest/flags.ts";
import { AGENT_CAPS, backtest } from "../../src/agent/strategy/backtest/backtest.ts";
import { readSafety } from "../../src/gate/safety/load.ts";
import { FIXTURE, homeFor } from "../e2e/trade.ts";

const plain = {
  id: "tried",
  version: 1,
  status: "active",
  symbols: "any",
  timeframe: "5m",
  side: "long",
  entry: "crossover(ema(close, 5), ema(close, 13))",
  exit: { stop: "close * 0.004" },
  size: { riskPct: 0.1 },
  thesis: "prices that rise go on rising",
};
/** What the starter rules do not use: the gate's ledger has to come to the same for each of them. */
const RULES: Readonly<Record<string, object>> = {
  "a target in R": { exit: { stop: "close * 0.004", target: "2R" } },
  "a target in price": { exit: { stop: "close * 0.004", target: "3 * atr(14)" } },
  "a trailing stop": { exit: { stop: "close * 0.006", trail: "2 * atr(14)" } },
  "a part taken off": { exit: { stop: "close * 0.004", target: "4R", partial: { atR: 1, pct: 40 }, timeBars: 60 } },
  "a part taken off before a trailing stop": {
    exit: { stop: "close * 0.004", trail: "3 * atr(9)", partial: { atR: 0.5, pct: 50 } },
  },
  "positions that are added to": {
    exit: { stop: "close * 0.004", trail: "3 * atr(9)", timeBars: 90 },
    scale: { atR: 0.5, steps: 2, pct: 50 },
  },
  "additions, parts and an exit condition": {
    exit: { stop: "close * 0.004", target: "6R", partial: { atR: 0.5, pct: 50 }, when: "close < ema(close, 30)" },
    scale: { atR: 0.3, steps: 3, pct: 30 },
  },
  "a pause after an exit": { coolDownBars: 12, exit: { stop: "close * 0.004", timeBars: 3 } },
  "a share of equity": { size: { equityPct: 7 }, exit: { stop: "close * 0.004", when: "close < ema(close, 5)" } },
  "an amount": { size: { notional: 333.33 }, exit: { stop: "close * 0.004", timeBars: 9 } },
  "a quantity": { size: { fixed: 0.0123 }, exit: { stop: "close * 0.004", timeBars: 9 } },
  volatility: { size: { volatilityPct: 0.05 }, exit: { stop: "close * 0.004", timeBars: 9 } },
  "longer candles, hours and a regime": {
    entry: "crossover(close, ema(close, 9)) and htf(1h, close > open) and hour >= 4 and regime_volatility() <= 0",
    exit: { stop: "2 * atr(14)", when: "htf(15m, close < open)" },
  },
};
for (const [name, changes] of Object.entries(RULES)) {
  test(`a rule with ${name} comes to what the gate's own ledger says, to the last trade`, (t) => {
    const path = join(homeFor(t), "rule.yaml");
    writeFileSync(path, stringify({ ...plain, ...changes }));
    const loaded = load(backtestFlags({ candles: [`BTC/USD=${FIXTURE}`], rules: path }));
    const costs = { takerFeeBps: 2, makerFeeBps: 1, spreadBps: 1, slippageBps: 1 };
    const options = { costs, equity: 5_000, ...AGENT_CAPS };
    const limits = limitsOf(loaded, readSafety("safety.yaml"), options);
    const result = backtest(loaded.rules, loaded.markets, { ...options, limits });
    t.true(result.trades.length > 10, `only ${result.trades.length} trades`);
    t.is(result.trades.length, limits.account.trades);
    t.true(
      Math.abs(result.finalEquity - limits.account.equity) < 1e-9,
      `${result.finalEquity} ${limits.account.equity}`,
    );
    t.true(Math.abs(result.fees - limits.account.fees) < 1e-9);
  });
}
