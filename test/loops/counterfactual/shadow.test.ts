import test from "ava";
import { resolved } from "../../../src/loops/counterfactual/blocked.ts";
import {
  advanceShadow,
  censorShadow,
  openShadow,
  type RuleWish,
  type ShadowOrder,
} from "../../../src/loops/counterfactual/shadow.ts";
import type { Candle } from "../../../src/store/market/candle.ts";

const FREE = { takerFeeBps: 0, makerFeeBps: 0, spreadBps: 0, slippageBps: 0 };
const order: ShadowOrder = {
  side: "long",
  type: "market",
  stopPrice: 90,
  targetPrice: 130,
  goodForCandles: 1,
  horizonBars: null,
};
type Prices = readonly [open: number, high: number, low: number, close: number];
const candle = ([open, high, low, close]: Prices, i = 0): Candle => ({ ts: i, open, high, low, close, volume: 1 });
const follow = (wish: Partial<ShadowOrder>, candles: readonly Prices[], said: readonly RuleWish[] = [], costs = FREE) =>
  candles.reduce(
    (shadow, prices, i) => advanceShadow(shadow, candle(prices, i), costs, said[i] ?? {}),
    openShadow({ ...order, ...wish }),
  );

test("an entry fills at the next open, and its stop is live within the same candle", (t) => {
  const shadow = follow({}, [[100, 101, 89, 95]]);
  t.like(shadow, { state: "closed", entryPrice: 100, exitPrice: 90, exitReason: "stop", r: -1 });
});

test("a candle that touches stop and target both counts as stopped", (t) => {
  const shadow = follow({}, [
    [100, 105, 95, 100],
    [100, 140, 89, 120],
  ]);
  t.like(shadow, { exitReason: "stop", r: -1 });
});

test("a gap through the stop fills at the open, worse than the stop", (t) => {
  const shadow = follow({}, [
    [100, 105, 95, 100],
    [80, 85, 70, 75],
  ]);
  t.like(shadow, { exitPrice: 80, r: -2 });
});

test("a target is taken at its price, and the short is the long's mirror", (t) => {
  const long = follow({}, [
    [100, 105, 95, 100],
    [110, 135, 108, 131],
  ]);
  t.like(long, { exitReason: "target", r: 3, state: "closed" });
  const short = follow({ side: "short", stopPrice: 110, targetPrice: 70 }, [
    [100, 105, 95, 100],
    [90, 92, 65, 69],
  ]);
  t.like(short, { exitReason: "target", r: 3 });
});

test("what its rule says on a close happens at the next open", (t) => {
  const candles: readonly Prices[] = [
    [100, 105, 95, 104],
    [106, 107, 91, 92],
  ];
  t.like(follow({}, candles, [{ leave: true }]), { exitReason: "when", exitPrice: 106, r: 0.6 });
  t.like(follow({ horizonBars: 1 }, candles), { exitReason: "time", exitPrice: 106 });
  t.like(follow({}, candles, [{ stopTo: 99 }]), { exitReason: "stop", exitPrice: 99 });
  t.like(follow({}, candles, [{ stopTo: 80 }]), { state: "open", stopPrice: 90 }, "a stop is never loosened");
});

test("a part leaves once, at the open after a close that stands so far in gain, and the rest goes on under its stop", (t) => {
  const half = { partial: { atR: 1, pct: 50 } };
  const up: readonly Prices[] = [
    [100, 105, 99, 109.999],
    [104, 112, 104, 110],
    [111, 125, 108, 124],
    [124, 125, 85, 90],
  ];
  const said = [half, half, half, half];
  t.like(follow({}, up.slice(0, 2), said), { leavingShare: 0.5, part: null }, "1 R, and not a hair less");
  t.like(follow({}, up.slice(0, 3), said), { state: "open", leavingShare: null, part: { share: 0.5, price: 111 } });
  const shadow = follow({}, up, said);
  t.like(shadow, { state: "closed", exitReason: "stop", exitPrice: 100.5, r: 0.05 });
  const fell = follow({}, [...up.slice(0, 2), [111, 112, 89, 90]], said);
  t.like(fell, { exitReason: "stop", r: 0.05 }, "within the candle of the part, too");
  const gapped = follow({}, [...up.slice(0, 2), [85, 86, 80, 84]], said);
  t.like(gapped, { exitPrice: 85, r: -1.5 }, "a gap takes both at the open");
  const left = follow({}, up.slice(0, 3), [half, { ...half, leave: true }]);
  t.like(left, { exitReason: "when", exitPrice: 111, part: null }, "who leaves takes no part off before");
  const trailed = follow({}, up.slice(0, 2), [half, { ...half, stopTo: 105 }]);
  t.like(trailed, { stopPrice: 90, leavingShare: 0.5 }, "one thing a candle");
});

test("each part pays the fee of its own price, the entry's is paid once", (t) => {
  const costs = { takerFeeBps: 100, makerFeeBps: 40, spreadBps: 0, slippageBps: 0 };
  const half = { partial: { atR: 1, pct: 25 } };
  const shadow = follow(
    { targetPrice: 130 },
    [
      [100, 110, 99, 110],
      [112, 120, 111, 118],
      [118, 131, 117, 130],
    ],
    [half, half, half],
    costs,
  );
  const gained = 0.25 * 12 + 0.75 * 30;
  const fees = 1 + 0.25 * 1.12 + 0.75 * 0.52;
  t.is(shadow.r?.toFixed(9), ((gained - fees) / 10).toFixed(9));
});

test("fees, spread and slippage come off as they would have", (t) => {
  const costs = { takerFeeBps: 60, makerFeeBps: 40, spreadBps: 10, slippageBps: 5 };
  const shadow = follow(
    { targetPrice: null },
    [
      [100, 101, 95, 100],
      [100, 100, 80, 80],
    ],
    [],
    costs,
  );
  const [entry, exit] = [100 * 1.001, 90 * 0.999];
  t.is(shadow.r?.toFixed(9), ((exit - entry - entry * 0.006 - exit * 0.006) / (entry - 90)).toFixed(9));
});

test("a limit that is not reached in time never was a trade", (t) => {
  const shadow = follow({ type: "limit", limitPrice: 95, goodForCandles: 2 }, [
    [100, 101, 96, 100],
    [100, 101, 95, 100],
  ]);
  t.like(shadow, { state: "unfilled", r: null }, "a mere touch leaves us in the queue");
  t.like(follow({ type: "limit", limitPrice: 95, goodForCandles: 2 }, [[100, 101, 94, 100]]), {
    state: "open",
    entryPrice: 95,
  });
});

test("a market order beyond its collar, or beyond its own stop, never was a trade", (t) => {
  t.is(follow({ collarPrice: 101 }, [[102, 103, 101, 102]]).state, "unfilled");
  t.is(follow({}, [[89, 95, 85, 92]]).state, "unfilled");
});

test("what is open at the end is labeled and counts in nothing", (t) => {
  const open = follow({}, [[100, 105, 95, 104]]);
  const censored = censorShadow(open, candle([104, 104, 104, 104]), FREE);
  t.like(censored, { state: "censored", r: 0.4 });
  const block = { intentId: "i", ruleId: "r1", day: "2026-01-01", by: ["X"], kind: "denied", share: 1 } as const;
  t.like(resolved(block, censored), { outcome: "censored", r: null });
  t.like(resolved(block, open), { outcome: "pending", r: null });
});

test("of a reduced entry only what did not trade is counterfactual", (t) => {
  const stopped = follow({}, [[100, 101, 89, 95]]);
  const block = { intentId: "i", ruleId: "r1", day: "2026-01-01", by: ["X"], kind: "reduced", share: 0.4 } as const;
  t.is(resolved(block, stopped).r, -0.4);
});

test("the furthest it went for and against it is known", (t) => {
  t.like(follow({}, [[100, 115, 92, 104]]), { mfeR: 1.5, maeR: -0.8 });
});
