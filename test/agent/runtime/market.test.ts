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
  openedAt: walked[0]!.candleTs,
};
const holding = (on: () => Stage) => () => ({
  gateSeq: on().gate.events.length,
  equity: "10000",
  freeCash: "9999",
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

test("rules are warm with the history before the first tick", async (t) => {
  const on = await stage(t, { script: { "rules.get": rulebook(eager({ warmupBars: HISTORY + 1 })) } });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  t.is(on.gate.sent("intent.submit").length, 1);
});

test("a rule that is accepted while trading is warmed with the candles already seen", async (t) => {
  const on = await stage(t, { script: { "rules.get": rulebook() } });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  on.gate.script = {
    ...on.gate.script,
    "rules.get": () => ({ gateSeq: 1, rules: [eager({ warmupBars: HISTORY + 2 })] }),
  };
  on.gate.emit("rule.accepted", {});
  on.gate.tick(HISTORY + 1, second!);
  await acked(on, HISTORY + 1);
  t.is(on.gate.sent("rules.get").length, 2);
  t.is(on.gate.sent("intent.submit").length, 1);
});

test("a rule that does not compile is reported and does not keep the others from trading", async (t) => {
  const broken = eager({ id: "broken-rule" });
  const document = { ...broken.document, entry: "clsoe > 0" };
  const on = await stage(t, { script: { "rules.get": rulebook({ ...broken, document }, eager()) } });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  t.regex(on.report()?.detail ?? "", /rule broken-rule v2: .*clsoe/);
  t.is(on.gate.sent("intent.submit").length, 1);
});

test("an entry expects what its rule's record shows, and nothing before twenty trades", async (t) => {
  const stats = { trades: 19, wins: 9, netPnl: "1", sumR: 5, sumR2: 9, intents: 40, denied: 2 };
  for (const [trades, expected] of [
    [19, null],
    [20, 0.25],
  ]) {
    const on = await stage(t, { script: { "rules.get": rulebook(eager({}, { ...stats, trades })) } });
    await live(on);
    on.gate.tick(HISTORY, first!);
    await acked(on, HISTORY);
    t.is(on.told("intent.created")[0]?.intent.thesis.expectedR, expected);
  }
});

test("the same ticks twice give the same agent journal, to the last hash", async (t) => {
  const heads: string[] = [];
  while (heads.length < 2) {
    const on = await stage(t);
    await live(on);
    for (const [i, tick] of walked.entries()) {
      on.gate.emit("market.advanced", { n: HISTORY + i });
      on.gate.tick(HISTORY + i, tick);
      await acked(on, HISTORY + i);
    }
    heads.push(on.journal.head().hash);
    t.is(on.told("intent.created").length, walked.length);
  }
  t.is(heads[0], heads[1]);
});

test("a closed trade is looked back on at once", async (t) => {
  const on = await stage(t);
  await live(on);
  on.gate.emit("position.closed", {
    positionId: POSITION.positionId,
    ruleId: "test-rule",
    ruleVersion: 2,
    symbol: "BTC/USD",
    side: "long",
    quantity: "1",
    entryAt: first!.candleTs,
    entryPrice: "100.05",
    exitAt: second!.candleTs,
    exitPrice: "103",
    fees: "0.1",
    realizedPnl: "2.85",
    r: 1.5,
    mfeR: 2,
    maeR: -0.5,
    plannedPrice: "100",
    exitReason: "rule exit: when",
  });
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  const [lesson] = on.told("lesson.learned");
  t.like(lesson, { r: 1.5, slippageBps: 5, captured: 0.75, claimHeld: true });
  t.regex(lesson?.sentence ?? "", /\+1\.5 R \(2\.85\) in 5 min/);
});
