import test, { type ExecutionContext } from "ava";
import { closedTrade } from "../closedTrade.ts";
import type { FakeGate } from "../fakeGate.ts";
import type { Reply } from "../usualReply.ts";
import { acked, eager, HISTORY, live, newPath, rulebook, stage, type Stage, ticks } from "./stage.ts";

const all = ticks(6);
const lost = (n: number) => closedTrade({ positionId: `01900000-0000-7000-8000-${String(n).padStart(12, "0")}` });
const script = { "rule.tighten": () => ({ status: "probation" }) };

test("a rule that loses time and again is asked to be put on probation, once, with the numbers why", async (t) => {
  const on = await stage(t, { script });
  await live(on);
  for (let n = 1; n <= 20; n++) on.gate.emit("position.closed", lost(n));
  on.gate.tick(HISTORY, all[0]!);
  await acked(on, HISTORY);
  const [asked, ...others] = on.gate.sent("rule.tighten");
  t.is(others.length, 0);
  t.like(asked, { ruleId: "test-rule", status: "probation" });
  t.regex(
    String(asked?.["reason"]),
    /^test-rule goes on probation after 1\d trades .*; mean -1 R where \+0\.1 was expected$/,
  );
  t.is(on.told("rule.doubted")[0]?.reason, asked?.["reason"] as string);
  t.is(on.told("lesson.learned").length, 20, "and every trade has its own lesson");
});

test("a gate too busy to judge that is asked again with the next candle, and it is settled once it was heard", async (t) => {
  let busy = true;
  const answer = (): Reply => (busy ? { refuse: "RATE_LIMITED" } : { status: "probation" });
  const on = await stage(t, { script: { "rule.tighten": answer } });
  await live(on);
  for (let n = 1; n <= 20; n++) on.gate.emit("position.closed", lost(n));
  on.gate.tick(HISTORY, all[0]!);
  await acked(on, HISTORY);
  t.is(on.told("doubt.settled").length, 0);
  busy = false;
  for (const n of [1, 2]) {
    on.gate.tick(HISTORY + n, all[n]!);
    await acked(on, HISTORY + n);
  }
  t.is(on.gate.sent("rule.tighten").length, 2);
  t.is(on.told("doubt.settled").length, 1);
});

test("a rule that is paused already is asked for nothing", async (t) => {
  const paused = rulebook(eager({ status: "paused" }));
  const on = await stage(t, { script: { ...script, "rules.get": paused } });
  await live(on);
  for (let n = 1; n <= 30; n++) on.gate.emit("position.closed", lost(n));
  on.gate.tick(HISTORY, all[0]!);
  await acked(on, HISTORY);
  t.deepEqual(on.gate.sent("rule.tighten"), []);
});

test("a new process believes what the last one believed: losses before it count", async (t) => {
  const path = newPath(t);
  const first = await stage(t, { script, path });
  await live(first);
  for (let n = 1; n <= 10; n++) first.gate.emit("position.closed", lost(n));
  first.gate.tick(HISTORY, all[0]!);
  await acked(first, HISTORY);
  t.deepEqual(first.gate.sent("rule.tighten"), []);
  first.agent.stop();
  await first.agent.done;
  const before = (gate: FakeGate): void => {
    for (let n = 1; n <= 10; n++) gate.record("position.closed", lost(n));
  };
  const second = await stage(t, { script, path, nextTick: HISTORY + 1, before });
  await live(second);
  for (let n = 11; n <= 19; n++) second.gate.emit("position.closed", lost(n));
  second.gate.tick(HISTORY + 1, all[1]!);
  await acked(second, HISTORY + 1);
  t.is(second.gate.sent("rule.tighten").length, 1, "nine losses alone would not have been enough");
});

test("an alarm that was raised between two candles is asked for by the next process, once", async (t) => {
  const path = newPath(t);
  const first = await stage(t, { script, path });
  await live(first);
  for (let n = 1; n <= 20; n++) first.gate.emit("position.closed", lost(n));
  await until(() => first.told("rule.doubted").length > 0, first);
  t.deepEqual(first.gate.sent("rule.tighten"), []);
  const before = (gate: FakeGate): void => {
    for (let n = 1; n <= 20; n++) gate.record("position.closed", lost(n));
    for (let n = 0; n < ENOUGH_TO_COMMIT; n++) gate.record("market.advanced", {});
  };
  const second = await stage(t, { script, path, nextTick: HISTORY, before });
  await live(second);
  for (const [n, tick] of [all[0]!, all[1]!].entries()) {
    second.gate.tick(HISTORY + n, tick);
    await acked(second, HISTORY + n);
  }
  t.is(second.gate.sent("rule.tighten").length, 1);
  t.is(second.told("doubt.settled").length, 1);
});

/** More events than may wait for a candle are committed at once: then it is known that the agent has heard what came before. */
const ENOUGH_TO_COMMIT = 500;

/** Ends the agent once that is so. */
async function until(isHeard: () => boolean, { agent, gate }: Stage): Promise<void> {
  for (let n = 0; n < ENOUGH_TO_COMMIT; n++) gate.emit("market.advanced", {});
  while (!isHeard()) await new Promise<void>((wake) => setImmediate(wake));
  agent.stop();
  await agent.done;
}

test("an entry of a rule on probation has a quarter of its size", async (t) => {
  const sizeOn = async (status: string): Promise<number> => {
    const on = await stage(t, { script: { "rules.get": rulebook(eager({ status })) } });
    await live(on);
    on.gate.tick(HISTORY, all[0]!);
    await acked(on, HISTORY);
    return Number(on.told("intent.created")[0]?.intent.quantity);
  };
  const [full, tried] = [await sizeOn("active"), await sizeOn("probation")];
  t.true(full > 0);
  t.true(Math.abs(tried / full - 0.25) < 1e-6, `${tried} of ${full}`);
});

async function failing(t: ExecutionContext, rollback: () => Reply): Promise<Stage> {
  const { document } = eager({ status: "active" });
  const changed = { ...document, version: 3, status: "probation", entry: "close > 1" };
  const proposalId = `01900000-0000-7000-8000-${"f".repeat(12)}`;
  const filed = { filedBy: "agent", filedAt: all[0]!.candleTs, expiresAt: all[5]!.candleTs, rationale: "why" };
  const onTrial = rulebook({ document: changed, stats: eager().stats });
  const on = await stage(t, { script: { ...script, "rules.get": onTrial, "rule.rollback": rollback } });
  await live(on);
  on.gate.emit("rule.accepted", { document, by: "operator" });
  const direction = "loosen";
  on.gate.emit("proposal.submitted", { proposalId, kind: "rule.replace", document: changed, direction, ...filed });
  on.gate.emit("proposal.accepted", { proposalId, by: "operator", reason: "why" });
  on.gate.emit("rule.accepted", { document: changed, by: "operator" });
  for (let n = 1; n <= 20; n++) on.gate.emit("position.closed", { ...lost(n), ruleVersion: 3 });
  on.gate.tick(HISTORY, all[0]!);
  await acked(on, HISTORY);
  return on;
}

test("a rule that the loops changed goes back to what it was when it fails on probation, and is not paused", async (t) => {
  const on = await failing(t, () => ({ version: 4 }));
  t.like(on.gate.sent("rule.rollback")[0], { ruleId: "test-rule" });
  t.deepEqual(on.gate.sent("rule.tighten"), []);
});

test("one that the gate will not take back is paused like any other", async (t) => {
  const on = await failing(t, () => ({ refuse: "NOT_ALLOWED_NOW" }));
  t.is(on.gate.sent("rule.rollback").length, 1);
  t.like(on.gate.sent("rule.tighten")[0], { ruleId: "test-rule", status: "paused" });
});
