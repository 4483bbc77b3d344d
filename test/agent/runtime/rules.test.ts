import test from "ava";
import { acked, eager, HISTORY, live, rulebook, stage, ticks } from "./stage.ts";

const walked = ticks(6);
const [first, second] = walked;

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
  const stats = {
    trades: 19,
    wins: 9,
    netPnl: "1",
    sumR: 5,
    sumR2: 9,
    intents: 40,
    denied: 2,
    lossStreak: 0,
    lastLossAt: null,
  };
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
    positionId: "01900000-0000-7000-8000-000000000001",
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
