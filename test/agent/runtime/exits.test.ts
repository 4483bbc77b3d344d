import test from "ava";
import { acked, eager, HISTORY, live, rulebook, type Stage, stage, ticks } from "./stage.ts";

const walked = ticks(6);
const [first, second, third] = walked;

const POSITION = {
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
  openedAt: walked[0]!.candleTs,
};
const holding = (on: () => Stage) => () => ({
  gateSeq: on().gate.events.length,
  equity: "10000",
  freeCash: "9999",
  sizePct: 100,
  positions: [POSITION],
  working: [],
});

test("a candle that differs from the agent's own walk stops signals, and exits go on", async (t) => {
  const rule = eager({ exit: { when: "close > 0" } });
  const on: Stage = await stage(t, { script: { "rules.get": rulebook(rule) } });
  await live(on);
  on.gate.tick(HISTORY, first!, (close) => `${close}1`);
  await acked(on, HISTORY);
  t.regex(on.told("data.stale")[0]?.reason ?? "", /^diverged: .*close/);
  t.is(on.report()?.state, "stale");
  t.deepEqual(on.told("signal.generated"), []);
  on.gate.script = { ...on.gate.script, "portfolio.get": holding(() => on) };
  on.gate.emit("position.opened", {});
  on.gate.tick(HISTORY + 1, second!);
  await acked(on, HISTORY + 1);
  const sent = on.gate.sent("intent.submit").map(({ intent }) => intent as Record<string, unknown>);
  t.deepEqual(
    sent.map(({ purpose, side, quantity }) => ({ purpose, side, quantity })),
    [{ purpose: "exit", side: "sell", quantity: "0.01" }],
  );
  t.is(on.told("data.stale").length, 1);
});

test("a paused rule and a retired one still leave, and do not enter", async (t) => {
  for (const status of ["paused", "retired"]) {
    const rule = eager({ status, exit: { when: "close > 0" } });
    const on: Stage = await stage(t, {
      script: { "rules.get": rulebook(rule), "portfolio.get": holding(() => on) },
    });
    await live(on);
    on.gate.tick(HISTORY, first!);
    await acked(on, HISTORY);
    const purposes = on.gate.sent("intent.submit").map(({ intent }) => (intent as { purpose: string }).purpose);
    t.deepEqual(purposes, ["exit"]);
    t.deepEqual(on.told("signal.generated"), []);
    t.deepEqual(on.told("intent.created")[0]?.intent.thesis.claim, "rule exit: when");
  }
});

test("a position whose time is up is left with the candle that makes it so", async (t) => {
  const rule = eager({ status: "paused", exit: { timeBars: 3 } });
  const on: Stage = await stage(t, { script: { "rules.get": rulebook(rule), "portfolio.get": holding(() => on) } });
  await live(on);
  for (const [i, tick] of walked.slice(0, 3).entries()) {
    t.is(on.gate.sent("intent.submit").length, 0);
    on.gate.tick(HISTORY + i, tick);
    await acked(on, HISTORY + i);
  }
  t.is(on.told("intent.created")[0]?.intent.thesis.claim, "rule exit: time");
  t.is(on.told("intent.created")[0]?.intent.reference.candleTs, third!.candleTs);
});

test("a trailing stop is asked for on the price grid, and only when it is tighter", async (t) => {
  const rule = eager({ status: "paused", exit: { trail: "0.02 * close" } });
  const on: Stage = await stage(t, {
    script: {
      "rules.get": rulebook(rule),
      "portfolio.get": holding(() => on),
      "stop.tighten": ({ stopPrice }) => ({ tightened: true, stopPrice: String(stopPrice) }),
    },
  });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  const [asked] = on.gate.sent("stop.tighten");
  const expected = Math.floor(first!.candles.get("BTC/USD")!.close * 98) / 100;
  t.deepEqual(asked, { positionId: POSITION.positionId, stopPrice: String(expected) });
  on.gate.script = {
    ...on.gate.script,
    "portfolio.get": () => ({ ...holding(() => on)(), positions: [{ ...POSITION, stopPrice: "999999999" }] }),
  };
  on.gate.emit("stop.tightened", {});
  on.gate.tick(HISTORY + 1, second!);
  await acked(on, HISTORY + 1);
  t.is(on.gate.sent("stop.tighten").length, 1);
});

test("while the data is doubted no stop is moved: that could not be taken back", async (t) => {
  const trailing = eager({ status: "paused", exit: { trail: "1" } });
  const on: Stage = await stage(t, {
    script: { "rules.get": rulebook(trailing), "portfolio.get": holding(() => on) },
  });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  t.is(on.gate.sent("stop.tighten").length, 1, "while it is not, it follows the close");
  on.gate.tick(HISTORY + 1, second!, (close) => `${close}1`);
  await acked(on, HISTORY + 1);
  t.is(on.gate.sent("stop.tighten").length, 1);
});
