import test from "ava";
import type { Reply } from "../usualReply.ts";
import { acked, HISTORY, live, newPath, stage, ticks } from "./stage.ts";

const [first, second, third] = ticks(3);
const idIn = (params: Readonly<Record<string, unknown>>): string => (params["intent"] as { intentId: string }).intentId;

test("an unanswered intent is asked for by its id and never sent again", async (t) => {
  const on = await stage(t, { script: { "intent.submit": () => "hangup" } });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await on.gate.until(() => on.report()?.state === "disconnected");
  on.timers.advance(6_000);
  await acked(on, HISTORY);
  const [sent, ...more] = on.gate.sent("intent.submit").map(idIn);
  t.deepEqual(more, []);
  t.deepEqual(on.gate.sent("intent.status"), [{ intentId: sent }]);
  t.deepEqual(on.told("entry.blocked")[0]?.by, ["NEVER_SEEN"]);
  t.is(on.told("signal.generated").length, 1);
});

test("the verdict that the gate remembers is noted, and nothing is sent again", async (t) => {
  const on = await stage(t, {
    script: {
      "intent.submit": () => "hangup",
      "intent.status": ({ intentId }) => ({
        verdict: { intentId, decision: "approved", checks: [], clientOrderId: intentId },
      }),
    },
  });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await on.gate.until(() => on.report()?.state === "disconnected");
  on.timers.advance(6_000);
  await acked(on, HISTORY);
  t.is(on.gate.sent("intent.submit").length, 1);
  t.is(on.told("verdict.received")[0]?.verdict.decision, "approved");
  t.deepEqual(on.told("entry.blocked"), []);
});

test("what one process left unanswered, the next one asks for", async (t) => {
  const path = newPath(t);
  const one = await stage(t, { path, script: { "intent.submit": () => "silence" } });
  await live(one);
  one.gate.tick(HISTORY, first!);
  await one.gate.until(() => one.gate.sent("intent.submit").length === 1);
  one.agent.stop();
  await one.agent.done;
  const two = await stage(t, { path, nextTick: HISTORY + 1 });
  await live(two);
  t.deepEqual(two.gate.sent("intent.status"), [{ intentId: one.gate.sent("intent.submit").map(idIn)[0] }]);
  t.deepEqual(two.gate.sent("intent.submit"), []);
  two.gate.tick(HISTORY + 1, second!);
  await acked(two, HISTORY + 1);
  t.is(two.gate.sent("intent.submit").length, 1);
  t.is(two.gate.sent("intent.status").length, 1);
});

test("while the line is broken no order leaves; it comes back for the events it lacks", async (t) => {
  const on = await stage(t);
  await live(on);
  on.gate.emit("market.advanced", { n: HISTORY });
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  on.gate.hangUp();
  await on.gate.until(() => on.report()?.state === "disconnected");
  const sent = on.gate.frames.length;
  on.gate.emit("market.advanced", { n: HISTORY + 1 });
  on.gate.emit("market.advanced", { n: HISTORY + 2 });
  on.gate.nextTick = HISTORY + 2;
  t.is(on.gate.frames.length, sent);
  on.timers.advance(6_000);
  await live(on);
  t.deepEqual(on.gate.sent("events.subscribe"), [{ fromSeq: 1 }, { fromSeq: 2 }]);
  t.is(on.gate.sent("hello").at(-1)?.["journalId"], on.gate.journalId);
  on.gate.tick(HISTORY + 2, third!);
  await acked(on, HISTORY + 2);
  t.is(on.journal.mirror.last(on.gate.journalId).seq, 3);
  t.is(on.report()?.state, "running");
});

test("a candle that was broken off is not traded once the market has moved on", async (t) => {
  const replies: Reply[] = ["hangup"];
  const on = await stage(t, {
    script: {
      "portfolio.get": () =>
        replies.pop() ?? {
          gateSeq: on.gate.events.length,
          equity: "10000",
          freeCash: "10000",
          sizePct: 100,
          positions: [],
          working: [],
        },
    },
  });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await on.gate.until(() => on.report()?.state === "disconnected");
  on.gate.nextTick = HISTORY + 2;
  on.timers.advance(6_000);
  await live(on);
  on.gate.tick(HISTORY + 2, third!);
  await acked(on, HISTORY + 2);
  const candles = on.gate.sent("intent.submit").map(({ intent }) => (intent as { createdAt: number }).createdAt);
  t.deepEqual(candles, [third!.candleTs + 300_000]);
});
