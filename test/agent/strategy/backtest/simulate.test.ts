import test from "ava";
import * as fc from "fast-check";
import { AGENT_CAPS, backtest, NO_CAPS } from "../../../../src/agent/strategy/backtest/backtest.ts";
import type { BacktestOptions, BacktestTrade } from "../../../../src/agent/strategy/backtest/result.ts";
import { ruleWith } from "../rule.ts";
import { walk } from "../walk.ts";
import { type Bar, BEFORE, candlesOf, marketOf, rule, run, SIGNAL } from "./desk.ts";

type Way = readonly [
  law: string,
  exit: Record<string, unknown>,
  after: readonly Bar[],
  trade: Partial<BacktestTrade> | null,
];

const WAYS: readonly Way[] = [
  [
    "an entry fills at the next open, and its target at its price",
    { target: "20" },
    [
      [101, 105, 99, 104],
      [104, 125, 104, 121],
    ],
    { entryPrice: 101, exitPrice: 120, exitReason: "target", pnl: 38, r: 38 / 22 },
  ],
  ["a target is only reached when the price goes through it", { target: "20" }, [[101, 120, 99, 104]], null],
  [
    "the stop is measured from the signal's close and is live in the entry's candle",
    {},
    [[101, 102, 90, 95]],
    {
      entryPrice: 101,
      exitPrice: 90,
      exitReason: "stop",
      entryTs: 1_767_226_200_000,
      exitTs: 1_767_226_200_000,
      r: -1,
    },
  ],
  [
    "a gap through the stop fills at the open",
    {},
    [
      [101, 102, 99, 101],
      [80, 85, 70, 84],
    ],
    { exitPrice: 80, exitReason: "stop" },
  ],
  [
    "a gap beyond the target fills at the open",
    { target: "20" },
    [
      [101, 102, 99, 101],
      [130, 131, 125, 126],
    ],
    { exitPrice: 130, exitReason: "target" },
  ],
  [
    "a candle that touches stop and target counts as stopped",
    { target: "20" },
    [[101, 125, 85, 101]],
    { exitPrice: 90, exitReason: "stop" },
  ],
  [
    "a candle that opens beyond the target and touches the stop counts as stopped",
    { target: "20" },
    [
      [101, 102, 99, 101],
      [130, 131, 85, 90],
    ],
    { exitPrice: 90, exitReason: "stop" },
  ],
  [
    "an exit condition leaves at the next open, before the stop is looked at",
    { when: "close < 97" },
    [
      [101, 102, 95, 96],
      [94, 95, 60, 70],
    ],
    { exitPrice: 94, exitReason: "when" },
  ],
  [
    "the signal's own candle cannot ask for the exit",
    { when: "close >= 100" },
    [
      [101, 102, 95, 96],
      [97, 98, 96, 97],
    ],
    null,
  ],
  [
    "time counts the entry's candle",
    { timeBars: 2 },
    [
      [101, 102, 99, 101],
      [101, 102, 99, 103],
      [104, 105, 103, 104],
    ],
    { exitPrice: 104, exitReason: "time" },
  ],
  [
    "a trailing stop follows the closes, live from the next candle on",
    { trail: "5" },
    [
      [101, 110, 99, 109],
      [108, 109, 103, 103],
    ],
    { exitPrice: 104, exitReason: "stop" },
  ],
  [
    "a trailing stop never loosens",
    { trail: "5" },
    [
      [101, 110, 99, 109],
      [108, 109, 105, 105],
      [105, 106, 103, 104],
    ],
    { exitPrice: 104, exitReason: "stop" },
  ],
  [
    "an R multiple is of the stop distance, not of where the entry filled",
    { target: "2R" },
    [[104, 121, 103, 105]],
    { entryPrice: 104, exitPrice: 120 },
  ],
];
for (const [law, exit, after, trade] of WAYS) {
  test(law, (t) => {
    const { trades, open } = run(rule(exit), [BEFORE, SIGNAL, ...after]);
    t.is(trades.length, trade === null ? 0 : 1);
    t.is(open.length, trade === null ? 1 : 0);
    if (trade !== null) t.like(trades[0], trade);
  });
}

test("a short is the mirror", (t) => {
  const short = rule({ target: "20" }, { side: "short" });
  t.like(run(short, [BEFORE, SIGNAL, [99, 105, 95, 95], [94, 95, 79, 82]]).trades[0], {
    side: "short",
    entryPrice: 99,
    exitPrice: 80,
    pnl: 38,
  });
  t.like(run(short, [BEFORE, SIGNAL, [99, 110, 95, 95]]).trades[0], { exitPrice: 110, exitReason: "stop", pnl: -22 });
});

test("fees are taken of both notionals, spread and slippage of takers alone, on the grid against the account", (t) => {
  const costs = { takerFeeBps: 10, makerFeeBps: 5, spreadBps: 2, slippageBps: 1 };
  const bought = run(rule({ target: "20" }), [BEFORE, SIGNAL, [101, 105, 99, 104], [104, 125, 104, 121]], { costs });
  // 101 and 2 bps are 101.0202; the target is a limit and fills at its own price.
  const fees = 2 * 101.03 * 0.001 + 2 * 120 * 0.0005;
  t.like(bought.trades[0], { entryPrice: 101.03, exitPrice: 120 });
  t.true(Math.abs((bought.trades[0]?.fees ?? 0) - fees) < 1e-9);
  t.true(Math.abs(bought.finalEquity - (10_000 + 2 * (120 - 101.03) - fees)) < 1e-9);
  t.is(bought.turnover, 2 * (101.03 + 120));
});

test("what is open at the end stays open at the last close, unless it is to be closed there", (t) => {
  const bars: Bar[] = [BEFORE, SIGNAL, [101, 105, 99, 104]];
  const left = run(rule(), bars);
  t.is(left.trades.length, 0);
  t.like(left.open[0], { entryPrice: 101, markPrice: 104, pnl: 6, stopPrice: 90 });
  t.is(left.finalEquity, 10_006);
  const closed = run(rule(), bars, {
    closeAtEnd: true,
    costs: { takerFeeBps: 0, makerFeeBps: 0, spreadBps: 0, slippageBps: 100 },
  });
  t.like(closed.trades[0], { entryPrice: 102.01, exitPrice: 102.96, exitReason: "end" });
  t.is(closed.open.length, 0);
  t.is(closed.curve?.equity.at(-1), closed.finalEquity);
});

test("an entry on the last candle never fills", (t) => {
  const { trades, open, finalEquity } = run(rule(), [BEFORE, SIGNAL], { closeAtEnd: true });
  t.deepEqual([trades.length, open.length, finalEquity], [0, 0, 10_000]);
});

test("candles before the first day warm rules up, and are not traded on", (t) => {
  const bars: Bar[] = [BEFORE, SIGNAL, [101, 105, 99, 104], BEFORE, [95, 100, 95, 100], [101, 102, 99, 100]];
  const [first] = candlesOf(bars);
  const from = (first?.ts ?? 0) + 3 * 300_000;
  const averaged = rule({}, { entry: "crossover(close, sma(close, 3))" });
  const late = run(averaged, bars, { from });
  t.is(late.bars, 3);
  t.is(late.open[0]?.entryTs, from + 2 * 300_000);
  t.is(run(averaged, bars, { to: from }).bars, 4);
});

test("candles that touch both are counted", (t) => {
  t.is(run(rule({ target: "20" }), [BEFORE, SIGNAL, [101, 125, 85, 101]]).ambiguous, 1);
  t.is(run(rule({ target: "20" }), [BEFORE, SIGNAL, [101, 105, 85, 101]]).ambiguous, 0);
});

test("paused and retired rules enter nothing", (t) => {
  for (const status of ["paused", "retired"])
    t.is(run(rule({}, { status }), [BEFORE, SIGNAL, [101, 105, 99, 104]]).open.length, 0);
});

test("two entries of one candle share the cash: the second is sized by what the first left", (t) => {
  const greedy = (id: string) => rule({}, { id, size: { allIn: true } });
  const market = marketOf("BTC/USD", candlesOf([BEFORE, SIGNAL, [100, 105, 99, 104]]));
  const costs = { takerFeeBps: 0, makerFeeBps: 0, spreadBps: 0, slippageBps: 0 };
  const options: BacktestOptions = { costs, equity: 10_000, ...AGENT_CAPS };
  const { open } = backtest([greedy("one"), greedy("two"), greedy("three")], [market], options);
  // 45 % of equity, 45 % again, then 95 % of the tenth that is left.
  t.deepEqual(
    open.map(({ quantity }) => quantity),
    [45, 45, 9.5],
  );
});

test("a gap in one market is a tick without it", (t) => {
  const bars: Bar[] = [BEFORE, SIGNAL, [101, 105, 99, 104], [104, 104, 104, 104], [103, 103, 103, 103]];
  const whole = candlesOf(bars);
  const gapped = whole.filter((_, index) => index !== 2);
  const { open, bars: ticks } = backtest(
    [rule({}, { symbols: "any" })],
    [marketOf("BTC/USD", whole), marketOf("ETH/USD", gapped)],
    { costs: { takerFeeBps: 0, makerFeeBps: 0, spreadBps: 0, slippageBps: 0 }, equity: 10_000, ...NO_CAPS },
  );
  t.is(ticks, 5);
  t.deepEqual(
    open.map(({ symbol, entryPrice }) => [symbol, entryPrice]),
    [
      ["BTC/USD", 101],
      ["ETH/USD", 104],
    ],
  );
});

test("money is conserved: what equity gained is what trades and open positions gained", (t) => {
  const candles = walk(23, 1_500);
  const law = fc.property(
    fc.constantFrom("long", "short"),
    fc.constantFrom("none", "3 * atr(5)"),
    fc.constantFrom("none", "1.5R", "2 * atr(9)"),
    fc.constantFrom("none", 7),
    fc.integer({ min: 0, max: 60 }),
    (side, trail, target, timeBars, takerFeeBps) => {
      const tried = ruleWith({
        side,
        entry: "crossover(ema(close, 3), ema(close, 8))",
        size: { riskPct: 1 },
        exit: { stop: "1.5 * atr(7)", trail, target, timeBars, when: "crossunder(ema(close, 3), ema(close, 8))" },
      });
      const costs = { takerFeeBps, makerFeeBps: takerFeeBps / 2, spreadBps: 3, slippageBps: 2 };
      const options = { costs, equity: 100_000, ...AGENT_CAPS, curve: true };
      const result = backtest([tried], [marketOf("BTC/USD", candles)], options);
      t.true(result.trades.length > 50);
      const gained = [...result.trades, ...result.open].reduce((sum, { pnl }) => sum + pnl, 0);
      t.true(
        Math.abs(result.finalEquity - 100_000 - gained) < 1e-6,
        `${result.finalEquity - 100_000} is not ${gained}`,
      );
      t.is(result.curve?.equity.at(-1), result.finalEquity);
      for (const { entryTs, exitTs, r } of result.trades) t.true(entryTs <= exitTs && r !== null);
    },
  );
  fc.assert(law, { numRuns: 40, seed: 3 });
});

test("the curve holds the equity of every tick, also of those that nothing happened on", (t) => {
  const { curve } = run(rule(), [BEFORE, SIGNAL, [101, 105, 99, 104], [104, 110, 100, 108], [107, 108, 90, 95]]);
  t.deepEqual([...(curve?.equity ?? [])], [10_000, 10_000, 10_006, 10_014, 9_978]);
  t.deepEqual([...(curve?.held ?? [])], [0, 0, 1, 1, 0]);
});
