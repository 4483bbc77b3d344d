import test from "ava";
import { compileRule, type Readings } from "../../../src/agent/strategy/compile.ts";
import { exitOf } from "../../../src/agent/strategy/exits.ts";
import { missedSignalOf, type Scene, shadowSignalOf, signalOf } from "../../../src/agent/strategy/signals.ts";
import { ruleWith } from "./rule.ts";

const candle = { ts: 300_000, open: 99, high: 101, low: 98, close: 100, volume: 5 };
const readings: Readings = {
  ready: true,
  entry: true,
  stopDistance: 4,
  targetDistance: 12,
  trailDistance: null,
  exitWhen: false,
  volatility: null,
  evidence: [{ name: "ema(close, 9)", value: 99.123456789 }],
};
const scene: Scene = { readings, rule: ruleWith({}), candle, symbol: "BTC/USD", isEngaged: false, expectedR: 0.2 };

test("a signal carries its stop, its target and its thesis", (t) => {
  t.deepEqual(signalOf(scene), {
    ruleId: "test-rule",
    ruleVersion: 2,
    symbol: "BTC/USD",
    side: "long",
    candleTs: 300_000,
    price: 100,
    stopPrice: 96,
    targetPrice: 112,
    thesis: {
      claim: "buyers are in charge",
      evidence: ["ema(close, 9) = 99.123457"],
      invalidation: "the close falls below the open",
      horizonBars: null,
      expectedR: 0.2,
    },
  });
});

test("a short's stop is above and its target below", (t) => {
  const signal = signalOf({ ...scene, rule: ruleWith({ side: "short" }) });
  t.is(signal?.stopPrice, 104);
  t.is(signal?.targetPrice, 88);
});

test("a rule that gives up after some candles says so in its thesis", (t) => {
  t.is(signalOf({ ...scene, rule: ruleWith({ exit: { timeBars: 96 } }) })?.thesis.horizonBars, 96);
});

test("a thesis without 'wrong if' is invalidated by its stop", (t) => {
  const rule = ruleWith({ thesis: "prices go up sometimes" });
  t.is(signalOf({ ...scene, rule })?.thesis.invalidation, "the stop is reached");
});

const silent = test.macro((t, changes: Partial<Scene>) => {
  t.truthy(signalOf(scene));
  t.is(signalOf({ ...scene, ...changes }), null);
});
test("no signal without an entry", silent, { readings: { ...readings, entry: false } });
test("no signal on top of a position or a working order", silent, { isEngaged: true });
test("no signal from a paused rule", silent, { rule: ruleWith({ status: "paused" }) });
test("no signal from a retired rule", silent, { rule: ruleWith({ status: "retired" }) });
test("no signal on a symbol the rule does not name", silent, { symbol: "ETH/USD" });
test("no signal without a stop", silent, { readings: { ...readings, stopDistance: Number.NaN } });
test("no signal with a stop on the wrong side", silent, { readings: { ...readings, stopDistance: -1 } });
test("no signal with a stop at zero or below", silent, { readings: { ...readings, stopDistance: 100 } });
test("no signal with an unknown target", silent, { readings: { ...readings, targetDistance: Number.NaN } });

test("a rule in pause wishes what it would signal, for the shadow alone; no other rule does", (t) => {
  const paused = ruleWith({ status: "paused" });
  t.deepEqual(shadowSignalOf({ ...scene, rule: paused }), signalOf(scene));
  t.is(shadowSignalOf({ ...scene, rule: paused, isEngaged: true }), null);
  t.is(shadowSignalOf({ ...scene, rule: paused, symbol: "ETH/USD" }), null);
  t.is(shadowSignalOf({ ...scene, rule: paused, readings: { ...readings, entry: false } }), null);
  for (const status of ["active", "probation", "retired"] as const)
    t.is(shadowSignalOf({ ...scene, rule: ruleWith({ status }) }), null);
});

test("what one condition alone stood against is wished for the shadow, by rules that may enter", (t) => {
  const missed = { ...readings, entry: false, missedBy: "volume > 7" };
  t.deepEqual(missedSignalOf({ ...scene, readings: missed }), signalOf(scene));
  t.is(missedSignalOf(scene), null);
  t.is(missedSignalOf({ ...scene, readings: missed, isEngaged: true }), null);
  t.is(missedSignalOf({ ...scene, readings: missed, rule: ruleWith({ status: "paused" }) }), null);
  t.is(missedSignalOf({ ...scene, readings: missed, symbol: "ETH/USD" }), null);
});

test("a rule on probation still signals", (t) => {
  t.truthy(signalOf({ ...scene, rule: ruleWith({ status: "probation" }) }));
});

const position = { entryTs: 0, entryPrice: 98, stopPrice: 94, barsHeld: 5 };
const calm: Readings = { ...readings, entry: false };

test("a position without a reason to leave stays", (t) => {
  t.is(exitOf(position, calm, ruleWith({}), candle), null);
});

test("the rule's condition ends a position, before its time does", (t) => {
  const rule = ruleWith({ exit: { timeBars: 5, when: "close < open" } });
  t.deepEqual(exitOf(position, { ...calm, exitWhen: true }, rule, candle), { reason: "when" });
  t.deepEqual(exitOf(position, calm, rule, candle), { reason: "time" });
  t.is(exitOf({ ...position, barsHeld: 4 }, calm, rule, candle), null);
});

test("a trailing stop only tightens, on either side", (t) => {
  const trailing = { ...calm, trailDistance: 3 };
  t.deepEqual(exitOf(position, trailing, ruleWith({}), candle), { tightenStopTo: 97 });
  t.is(exitOf({ ...position, stopPrice: 97 }, trailing, ruleWith({}), candle), null);
  const short = ruleWith({ side: "short" });
  t.deepEqual(exitOf({ ...position, stopPrice: 110 }, trailing, short, candle), { tightenStopTo: 103 });
  t.is(exitOf({ ...position, stopPrice: 102 }, trailing, short, candle), null);
});

test("an unknown trailing distance moves nothing", (t) => {
  t.is(exitOf(position, { ...calm, trailDistance: Number.NaN }, ruleWith({}), candle), null);
  t.is(exitOf(position, { ...calm, trailDistance: -3 }, ruleWith({}), candle), null);
});

test("time runs out also for a rule that is still warming up", (t) => {
  const rule = ruleWith({ warmupBars: 100, exit: { timeBars: 3, when: "close > 0" } });
  const early = compileRule(rule).next(candle);
  t.deepEqual(exitOf(position, early, rule, candle), { reason: "time" });
});
