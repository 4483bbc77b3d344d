import test from "ava";
import { exitOf } from "../../../../src/agent/strategy/exits.ts";
import { compileRule } from "../../../../src/agent/strategy/compile.ts";
import { advanceShadow, openShadow, type Shadow } from "../../../../src/loops/counterfactual/shadow.ts";
import type { Candle } from "../../../../src/store/market/candle.ts";
import { seededRandom } from "../../../../src/store/random.ts";
import type { ValidRule } from "../../../../src/store/rules/validate.ts";
import { type Bar, BEFORE, candlesOf, rule, run, SIGNAL } from "./desk.ts";

const COSTS = { takerFeeBps: 10, makerFeeBps: 4, spreadBps: 0, slippageBps: 0 };
const TRAIL = 8;
const PARTIAL = { atR: 0.6, pct: 30 };
const PATHS = 300;

/** A walk in cents that begins where the signal's candle ends. */
function pathOf(seed: number): readonly Bar[] {
  const random = seededRandom(seed, "path");
  const cents = (value: number): number => Math.round(value * 100) / 100;
  let close = 100;
  return Array.from({ length: 30 }, (): Bar => {
    const open = cents(close + (random() - 0.5) * 2);
    close = cents(open + (random() - 0.5) * 9);
    return [open, cents(Math.max(open, close) + random() * 3), cents(Math.min(open, close) - random() * 3), close];
  });
}

/** What the rule says of it, as the agent asks for a position of its own. */
function asked(
  before: Shadow,
  after: Shadow,
  valid: ValidRule,
  readings: Parameters<typeof exitOf>[1],
  candle: Candle,
) {
  const gained = (candle.close - after.entryPrice) / Math.abs(after.entryPrice - after.order.stopPrice);
  const position = {
    entryTs: after.entryAt ?? 0,
    entryPrice: after.entryPrice,
    stopPrice: before.stopPrice,
    barsHeld: after.barsHeld,
    r: Number(gained.toFixed(4)),
    isPartTaken: after.part !== null,
  };
  return exitOf(position, readings, valid, candle);
}

function decidedOf({ isLeaving, exitReason, leavingShare, stopPrice }: Shadow, before: Shadow) {
  if (isLeaving) return { reason: exitReason };
  if (leavingShare !== null) return { reason: "partial", pct: PARTIAL.pct };
  return stopPrice === before.stopPrice ? null : { tightenStopTo: stopPrice };
}

test("a shadow, a backtest and the agent say the same of parts, trails, targets and time, on every path", (t) => {
  const valid = rule({ target: "22", trail: `${TRAIL}`, timeBars: 14, partial: PARTIAL });
  const seen = new Set<string | null>();
  let parted = 0;
  for (let seed = 1; seed <= PATHS; seed++) {
    const candles = candlesOf([BEFORE, SIGNAL, ...pathOf(seed)]);
    const [trade] = run(valid, [BEFORE, SIGNAL, ...pathOf(seed)], { costs: COSTS }).trades;
    const evaluator = compileRule(valid, 300_000);
    let shadow = openShadow({
      side: "long",
      type: "market",
      stopPrice: 90,
      targetPrice: 122,
      goodForCandles: 1,
      horizonBars: 14,
    });
    for (const [i, candle] of candles.entries()) {
      const readings = evaluator.next(candle);
      if (i < 2) continue;
      const before = shadow;
      shadow = advanceShadow(before, candle, COSTS, { partial: PARTIAL, stopTo: candle.close - TRAIL });
      if (shadow.state !== "open") break;
      t.deepEqual(decidedOf(shadow, before), asked(before, shadow, valid, readings, candle), `${seed}, candle ${i}`);
    }
    t.is(shadow.state, "closed");
    if (shadow.part !== null) parted++;
    seen.add(shadow.exitReason);
    t.is(trade?.exitTs, shadow.exitAt ?? Number.NaN);
    t.true(trade?.exitReason === shadow.exitReason, `path ${seed}`);
    t.is(trade?.r?.toFixed(9), shadow.r?.toFixed(9), `path ${seed}`);
  }
  for (const reason of ["stop", "target", "time"]) t.true(seen.has(reason), reason);
  t.true(parted > PATHS / 5, `only ${parted} took a part off`);
});
