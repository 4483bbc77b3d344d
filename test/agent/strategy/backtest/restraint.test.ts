import test from "ava";
import { CASH_CAPS } from "../../../../src/agent/strategy/backtest/backtest.ts";
import { type Bar, BEFORE, rule, run, SIGNAL } from "./desk.ts";

test("a part is taken off once, at the open after a close that stands so far in gain, and the rest keeps its stop", (t) => {
  const partial = { partial: { atR: 1, pct: 50 } };
  const up: Bar[] = [
    [100, 105, 99, 104],
    [104, 112, 104, 110],
    [111, 125, 108, 124],
    [124, 125, 85, 90],
  ];
  const { trades, turnover } = run(rule(partial), [BEFORE, SIGNAL, ...up]);
  // In at 100 with 10 at risk; the close of 110 is 1 R: one of two leaves at 111, the other at its stop of 90.
  t.like(trades[0], { entryPrice: 100, exitPrice: (111 + 90) / 2, quantity: 2, pnl: 1, exitReason: "stop" });
  t.is(turnover, 200 + 111 + 90);
  const stopped = run(rule(partial), [BEFORE, SIGNAL, up[0]!, up[1]!, [111, 112, 89, 90]]);
  t.like(stopped.trades[0], { pnl: 1, exitReason: "stop" });
  const small = run(rule(partial, { size: { fixed: 0.01 } }), [BEFORE, SIGNAL, ...up]);
  t.is(small.turnover.toFixed(9), "1.900000000", "nothing so small can be cut");
});

test("a rule adds to what gains, at the open after a close that stands so far in gain; each has a stop of its own", (t) => {
  const scale = { atR: 1, steps: 2, pct: 50 };
  const up: Bar[] = [
    [100, 109, 99, 109],
    [109, 111, 108, 110],
    [111, 121, 110, 120],
    [121, 131, 120, 130],
    [131, 141, 130, 140],
    [140, 141, 105, 106],
  ];
  const { trades, open } = run(rule({}, { scale }), [BEFORE, SIGNAL, ...up]);
  // In at 100 with 10 at risk: 110 is 1 R, so that half as much is bought at 111, with its stop 10 below that close. From
  // there 120 is 0.82 R and 130 is 1.73: the third of three at 131. The fall to 105 takes the third, whose stop is 120.
  const all = [...trades, ...open].toSorted((a, b) => a.entryTs - b.entryTs);
  t.deepEqual(
    all.map(({ entryPrice, quantity }) => [entryPrice, quantity]),
    [
      [100, 2],
      [111, 1],
      [131, 1],
    ],
  );
  t.deepEqual(
    trades.map(({ entryPrice, exitPrice, exitReason }) => [entryPrice, exitPrice, exitReason]),
    [[131, 120, "stop"]],
  );
  t.deepEqual(
    open.map(({ stopPrice }) => stopPrice),
    [90, 100],
  );
});

test("what does not gain is not added to, and nothing is added while something leaves", (t) => {
  const scale = { atR: 1, steps: 5, pct: 50 };
  const falling: Bar[] = [
    [100, 101, 95, 96],
    [96, 99, 95, 98],
  ];
  t.is(run(rule({}, { scale }), [BEFORE, SIGNAL, ...falling]).open.length, 1);
  const rising: Bar[] = [
    [100, 101, 99, 100],
    [100, 111, 100, 110],
    [110, 111, 109, 110],
  ];
  const left = run(rule({ when: "close > 109" }, { scale }), [BEFORE, SIGNAL, ...rising]);
  t.deepEqual([left.trades.length, left.open.length], [1, 0]);
});

test("a rule that cools down does not enter again so soon", (t) => {
  const again: Bar[] = [[100, 101, 85, 90], SIGNAL, BEFORE, SIGNAL, [100, 101, 99, 100]];
  const entries = (coolDownBars?: number) => {
    const { trades, open } = run(rule({}, coolDownBars === undefined ? {} : { coolDownBars }), [
      BEFORE,
      SIGNAL,
      ...again,
    ]);
    return [...trades, ...open].map(({ entryTs }) => (entryTs - 1_767_225_600_000) / 300_000);
  };
  t.deepEqual(entries(), [2, 4, 6]);
  t.deepEqual(entries(1), [2, 4, 6]);
  t.deepEqual(entries(2), [2, 6]);
  t.deepEqual(entries(4), [2]);
});

test("a size that asks for more than there is cash buys what the cash buys", (t) => {
  const greedy = rule({}, { size: { riskPct: 50 } });
  const bars: Bar[] = [BEFORE, SIGNAL, [100, 101, 99, 100]];
  t.is(run(greedy, bars).open[0]?.quantity, 500);
  t.is(run(greedy, bars, CASH_CAPS).open[0]?.quantity, 100);
});

test("a share of equity is worth that share", (t) => {
  const { open } = run(rule({}, { size: { equityPct: 20 } }), [BEFORE, SIGNAL, [100, 101, 99, 100]]);
  t.is(open[0]?.quantity, 20);
});
