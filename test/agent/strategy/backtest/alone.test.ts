import test from "ava";
import { AGENT_CAPS, backtest } from "../../../../src/agent/strategy/backtest/backtest.ts";
import type { BacktestOptions } from "../../../../src/agent/strategy/backtest/result.ts";
import { ruleWith } from "../rule.ts";
import { walk } from "../walk.ts";
import { marketOf } from "./desk.ts";

const market = marketOf("BTC/USD", walk(29, 9_000));
const options = {
  costs: { takerFeeBps: 4, makerFeeBps: 2, spreadBps: 1, slippageBps: 1 },
  equity: 1_000_000,
  ...AGENT_CAPS,
};
const cross = "ema(close, 5), ema(close, 13)";
const rules = {
  "a stop and a condition": { exit: { stop: "2 * atr(14)", when: `crossunder(${cross})` } },
  "a target and a time": { exit: { stop: "atr(14)", target: "2R", timeBars: 20 } },
  "a part and a trailing stop": { exit: { stop: "atr(14)", partial: { atR: 1, pct: 50 }, trail: "2 * atr(14)" } },
  "a pause": { exit: { stop: "atr(14)" }, coolDownBars: 9 },
  "a short side": { side: "short", exit: { stop: "2 * atr(14)", target: "3 * atr(14)", when: `crossover(${cross})` } },
};

for (const [name, parts] of Object.entries(rules)) {
  test(`a rule with ${name} trades the same whether its curve is drawn or not, and next to one that never enters`, (t) => {
    const rule = ruleWith({ entry: `crossover(${cross})`, ...parts });
    const idle = ruleWith({ id: "idle", entry: "close < 0" });
    const of = (all: readonly (typeof rule)[], more: Partial<BacktestOptions> = {}) => {
      const { curve: _, ...result } = backtest(all, [market], { ...options, ...more });
      return { ...result, trades: [...result.trades] };
    };
    const alone = of([rule]);
    t.true(alone.trades.length > 50);
    t.deepEqual(of([rule], { curve: true }), alone);
    t.deepEqual(of([rule, idle]), alone);
    const part = { from: market.columns.ts[1_000]!, to: market.columns.ts[8_000]!, closeAtEnd: true };
    t.deepEqual(of([rule], { ...part, curve: true }), of([rule], part));
  });
}
