import test, { type ExecutionContext } from "ava";
import {
  acked,
  eager,
  HISTORY,
  live,
  newPath,
  rulebook,
  type Stage,
  stage,
  type StageOptions,
  ticks,
} from "./stage.ts";

const all = ticks(6);
const check = {
  code: "SPREAD_TOO_WIDE",
  passed: false,
  observed: "90",
  limit: "60",
  unit: "bps",
  source: "safety.yaml:20",
};
const script: StageOptions["script"] = {
  "rules.get": rulebook(eager({ exit: { stop: "0.2 * close", timeBars: 2 } })),
  "intent.submit": ({ intent }) => ({
    intentId: (intent as { intentId: string }).intentId,
    decision: "denied",
    checks: [check],
  }),
};

test("a denied entry is told again when it has come to the end that it would have had", async (t) => {
  const on = await stage(t, { script });
  await live(on);
  for (let i = 0; i < 4; i++) {
    on.gate.tick(HISTORY + i, all[i]!);
    await acked(on, HISTORY + i);
  }
  const [blocked] = on.told("entry.blocked");
  const [resolved, ...others] = on.told("counterfactual.resolved");
  t.like(resolved, {
    intentId: blocked!.intent.intentId,
    by: ["SPREAD_TOO_WIDE"],
    kind: "denied",
    outcome: "closed",
    exitReason: "time",
    entryAt: all[1]!.candleTs,
    exitAt: all[3]!.candleTs,
  });
  t.is(others.length, 0, "those blocked later are still on their way");
});

test("a new process goes on following what the last one left open, and tells it as that one would have", async (t) => {
  const path = newPath(t);
  const first = await stage(t, { script, path });
  await live(first);
  for (let i = 0; i < 2; i++) {
    first.gate.tick(HISTORY + i, all[i]!);
    await acked(first, HISTORY + i);
  }
  t.is(first.told("counterfactual.resolved").length, 0);
  first.agent.stop();
  await first.agent.done;
  const second = await stage(t, { script, path, nextTick: HISTORY + 2 });
  await live(second);
  for (let i = 2; i < 4; i++) {
    second.gate.tick(HISTORY + i, all[i]!);
    await acked(second, HISTORY + i);
  }
  const [resolved, ...others] = second.told("counterfactual.resolved");
  t.like(resolved, { outcome: "closed", exitReason: "time", entryAt: all[1]!.candleTs, exitAt: all[3]!.candleTs });
  t.is(others.length, 0);
});

/** Six candles under that rulebook, of which nothing is sent. */
async function sixCandles(t: ExecutionContext, rules: ReturnType<typeof rulebook>): Promise<Stage> {
  const on = await stage(t, { script: { "rules.get": rules } });
  await live(on);
  for (let i = 0; i < 6; i++) {
    on.gate.tick(HISTORY + i, all[i]!);
    await acked(on, HISTORY + i);
  }
  t.is(on.gate.sent("intent.submit").length, 0);
  return on;
}

function oneAtATime(t: ExecutionContext, on: Stage): void {
  const [first, second] = on.told("counterfactual.resolved");
  const began = on.told("signal.generated").map(({ candleTs }) => candleTs);
  t.is(began[1], first!.exitAt!, "the next one begins when the last one has ended");
  t.true(second === undefined || second.entryAt! > first!.exitAt!);
}

test("a rule in pause goes on in shadow, one position a symbol at a time, and nothing of it is sent", async (t) => {
  const rules = rulebook(eager({ exit: { stop: "0.2 * close", timeBars: 2 }, status: "paused" }));
  const on = await sixCandles(t, rules);
  const skipped = on.told("signal.skipped");
  t.deepEqual([...new Set(skipped.map(({ reason }) => reason))], ["the rule is paused"]);
  const [first] = on.told("counterfactual.resolved");
  t.like(first, { kind: "skipped", by: ["skipped: the rule is paused"], outcome: "closed", exitReason: "time" });
  t.true(first!.exitAt! <= all[3]!.candleTs);
  oneAtATime(t, on);
  t.is(on.report()?.detail ?? "", "");
});

test("what one condition of a rule alone keeps out is followed, one position a symbol at a time: that is what it is worth", async (t) => {
  const rules = rulebook(eager({ entry: "close > 0 and volume > 1e12", exit: { stop: "0.2 * close", timeBars: 2 } }));
  const on = await sixCandles(t, rules);
  const [first] = on.told("counterfactual.resolved");
  const by = ["skipped: its condition volume > 1000000000000"];
  t.like(first, { kind: "skipped", by, outcome: "closed", exitReason: "time" });
  t.is(on.told("signal.skipped").length, on.told("signal.generated").length);
  oneAtATime(t, on);
  t.is(on.report()?.signals, 0, "the rule itself wished nothing");
});
