import test from "ava";
import { acked, eager, HISTORY, live, rulebook, type Stage, stage, ticks } from "./stage.ts";

const walked = ticks(3);
const [first, second, third] = walked;
const crossing = `close == ${first!.candles.get("BTC/USD")!.close}`;
const leaving = eager({ status: "paused", exit: { when: crossing } });

const holdingSince = (openedAt: number, on: () => Stage) => () => ({
  gateSeq: on().gate.events.length,
  equity: "10000",
  freeCash: "9999",
  sizePct: 100,
  positions: [
    {
      positionId: "01900000-0000-7000-8000-000000000001",
      ruleId: "test-rule",
      symbol: "BTC/USD",
      side: "long",
      quantity: "0.01",
      entryPrice: "100",
      markPrice: "100",
      unrealizedPnl: "0",
      r: 0,
      stopPrice: "1",
      targetPrice: null,
      stopKind: "EXCHANGE",
      stopVerifiedAgoMs: null,
      openedAt,
    },
  ],
  working: [],
});

test("an exit condition that came true while the agent was away is acted on with the next candle", async (t) => {
  const on: Stage = await stage(t, {
    script: { "rules.get": rulebook(leaving), "portfolio.get": holdingSince(first!.candleTs, () => on) },
    nextTick: HISTORY + 1,
  });
  await live(on);
  on.gate.tick(HISTORY + 1, second!);
  await acked(on, HISTORY + 1);
  t.is(on.gate.sent("intent.submit").length, 1);
  t.is(on.told("intent.created")[0]?.intent.thesis.claim, "rule exit: when");
});

test("an exit that was denied is asked for again until the position is gone", async (t) => {
  const denied = ({ intent }: Readonly<Record<string, unknown>>) => ({
    intentId: (intent as { intentId: string }).intentId,
    decision: "denied",
    checks: [
      { code: "TRADING_HALTED", passed: false, observed: "halted", limit: null, unit: "", source: "trading state" },
    ],
  });
  const on: Stage = await stage(t, {
    script: {
      "rules.get": rulebook(leaving),
      "portfolio.get": holdingSince(first!.candleTs, () => on),
      "intent.submit": denied,
    },
  });
  await live(on);
  for (const [i, tick] of [first!, second!, third!].entries()) {
    on.gate.tick(HISTORY + i, tick);
    await acked(on, HISTORY + i);
    t.is(on.gate.sent("intent.submit").length, i + 1, "once a candle");
  }
});

test("a condition that held before the entry is no reason to leave", async (t) => {
  const on: Stage = await stage(t, {
    script: { "rules.get": rulebook(leaving), "portfolio.get": holdingSince(second!.candleTs, () => on) },
  });
  await live(on);
  for (const [i, tick] of [first!, second!].entries()) {
    if (i === 0) on.gate.script = { ...on.gate.script, "portfolio.get": () => EMPTY(on) };
    else on.gate.script = { ...on.gate.script, "portfolio.get": holdingSince(second!.candleTs, () => on) };
    on.gate.emit("position.opened", {});
    on.gate.tick(HISTORY + i, tick);
    await acked(on, HISTORY + i);
  }
  t.deepEqual(on.gate.sent("intent.submit"), []);
});

const EMPTY = (on: Stage) => ({ ...holdingSince(0, () => on)(), positions: [] });

test("a position whose rule does not run here is told of, with every candle", async (t) => {
  const stray = eager({ id: "stray-rule", timeframe: "1h" });
  const on: Stage = await stage(t, {
    script: { "rules.get": rulebook(stray), "portfolio.get": holdingSince(first!.candleTs, () => on) },
  });
  await live(on);
  for (const [i, tick] of [first!, second!].entries()) {
    on.gate.tick(HISTORY + i, tick);
    await acked(on, HISTORY + i);
    t.regex(on.report()?.detail ?? "", /rule stray-rule v2: it is made for 1h candles/);
  }
  t.deepEqual(on.gate.sent("intent.submit"), []);
});
