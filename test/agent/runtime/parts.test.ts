import test, { type ExecutionContext } from "ava";
import { TradeRecord } from "../../../src/agent/runtime/tradeRecord.ts";
import { exitWish } from "../../../src/agent/runtime/exitIntent.ts";
import { compileRule } from "../../../src/agent/strategy/compile.ts";
import { ruleWith } from "../strategy/rule.ts";
import { acked, eager, HISTORY, INSTRUMENTS, live, rulebook, type Stage, stage, ticks } from "./stage.ts";

const ID = "01900000-0000-7000-8000-000000000001";
const rule = ruleWith({ exit: { stop: "5", partial: { atR: 1, pct: 50 } } });
const candle = { ts: 1_767_225_600_000, open: 105, high: 106, low: 104, close: 105, volume: 1 };
const scene = (position: object, isPartTaken = false) => ({
  position: {
    positionId: ID,
    ruleId: "test-rule",
    symbol: "BTC/USD",
    side: "long" as const,
    quantity: "0.03000001",
    entryPrice: "100",
    markPrice: "105",
    unrealizedPnl: "0.15",
    r: 1,
    stopPrice: "95",
    targetPrice: null,
    stopKind: "EXCHANGE" as const,
    stopVerifiedAgoMs: null,
    openedAt: candle.ts - 600_000,
    ...position,
  },
  member: {
    rule,
    stats: eager().stats as never,
    symbol: "BTC/USD",
    readings: compileRule(rule).next(candle),
    exitTs: null,
  },
  candle,
  instrument: INSTRUMENTS.get("BTC/USD"),
  barsHeld: 3,
  isPartTaken,
  candleMs: 300_000,
  intentId: ID,
  now: candle.ts + 300_000,
});

test("a part is taken off once, on the grid, when the position stands so far in gain", (t) => {
  const wish = exitWish(scene({}));
  t.like(wish, { intent: { purpose: "exit", quantity: "0.015", type: "market" } });
  t.is(exitWish(scene({ r: 0.9999 })), null);
  t.is(exitWish(scene({ r: null })), null);
  t.is(exitWish(scene({}, true)), null);
});

/** A rule with the position of `scene`, which gains `first` R on one candle and `then` on the next. */
async function gaining(t: ExecutionContext, rule: object, first: number, then: number): Promise<Stage> {
  const [one, two] = ticks(3);
  let r = first;
  const on: Stage = await stage(t, {
    script: {
      "rules.get": rulebook(rule),
      "portfolio.get": () => ({
        gateSeq: on.gate.events.length,
        equity: "1000000",
        freeCash: "1000000",
        sizePct: 100,
        positions: [{ ...scene({}).position, r, openedAt: one!.candleTs }],
        working: [],
      }),
    },
  });
  await live(on);
  on.gate.tick(HISTORY, one!);
  await acked(on, HISTORY);
  t.deepEqual(on.gate.sent("intent.submit"), [], "not yet");
  r = then;
  on.gate.emit("market.advanced", {});
  on.gate.tick(HISTORY + 1, two!);
  await acked(on, HISTORY + 1);
  return on;
}

test("a part is taken off by the gain of this candle, not by that of the candle on which something last happened", async (t) => {
  const parted = eager({ status: "paused", exit: { stop: "5", partial: { atR: 1, pct: 50 } } });
  const on = await gaining(t, parted, 0, 1.2);
  const [sent] = on.gate.sent("intent.submit").map(({ intent }) => intent as { thesis: { claim: string } });
  t.is(sent?.thesis.claim, "rule exit: partial");
});

test("a rule adds to what gains, once a candle, with a part of its size and the gain as evidence", async (t) => {
  const scaling = eager({ size: { fixed: 0.02 }, scale: { atR: 1, steps: 2, pct: 50 } });
  const on = await gaining(t, scaling, 0.99, 1);
  const sent = on.gate.sent("intent.submit").map(({ intent }) => intent as Record<string, unknown>);
  t.like(sent[0], { purpose: "entry", quantity: "0.01", side: "buy" });
  t.is(sent.length, 1);
  const [why] = on.told("signal.generated")[0]?.thesis.evidence ?? [];
  t.is(why, "added to what gains: the newest of 1 stands 1 R, 1 are asked for");
});

test("what would be too small to trade is not cut", (t) => {
  t.is(exitWish(scene({ quantity: "0.00000001" })), null);
});

const closed = (exitAt: number, r: number | null) => ({
  type: "position.closed",
  data: {
    positionId: ID,
    ruleId: "test-rule",
    ruleVersion: 1,
    symbol: "BTC/USD",
    side: "long",
    quantity: "1",
    entryAt: 1_767_225_600_000,
    entryPrice: "100",
    exitAt,
    exitPrice: "101",
    fees: "0",
    realizedPnl: "1",
    r,
    mfeR: null,
    maeR: null,
    plannedPrice: "100",
    exitReason: "stop",
  },
});
const thesis = (evidence: string[]) => ({
  claim: "up",
  evidence,
  invalidation: "down",
  horizonBars: null,
  expectedR: null,
});
const received = (evidence: string[]) => ({
  type: "intent.received",
  data: {
    origin: { protocol: 1, order: "rising" },
    intent: {
      intentId: ID,
      ruleId: "test-rule",
      ruleVersion: 1,
      symbol: "BTC/USD",
      purpose: "entry",
      side: "buy",
      quantity: "1",
      type: "market",
      timeInForce: "ioc",
      stopPrice: "95",
      thesis: thesis(evidence),
      reference: { price: "100", candleTs: 1_767_225_600_000 },
      createdAt: 1_767_225_600_000,
    },
  },
});

test("what a rule's trades made is kept by the regime they began in, and when it last left", (t) => {
  const record = new TradeRecord();
  t.is(record.lastExit("test-rule", "BTC/USD"), null);
  for (const [regime, r] of [
    ["rising, quiet", 2],
    ["rising, quiet", -1],
    ["falling, wild", -1],
    ["rising, quiet", null],
  ] as const) {
    record.observe(received(["close = 3", `regime = ${regime}`]));
    record.observe(closed(1_767_225_900_000, r));
  }
  t.deepEqual(record.inRegime("test-rule", "rising, quiet"), { trades: 2, sumR: 1 });
  t.deepEqual(record.inRegime("test-rule", "falling, wild"), { trades: 1, sumR: -1 });
  t.deepEqual(record.inRegime("other", "falling, wild"), { trades: 0, sumR: 0 });
  t.is(record.lastExit("test-rule", "BTC/USD"), 1_767_225_900_000);
});
