import { createConnection } from "node:net";
import test, { type ExecutionContext } from "ava";
import { backoffMs } from "../../../src/agent/gateClient/backoff.ts";
import { connectGate, type LinkState } from "../../../src/agent/gateClient/connectGate.ts";
import { Unanswered } from "../../../src/agent/gateClient/problem.ts";
import { agentVerbs } from "../../../src/gate/contract/agentVerbs.ts";
import { FakeGate } from "../fakeGate.ts";
import { ManualTimers } from "../manualTimers.ts";
import { SIM } from "../runtime/stage.ts";

function linkTo(t: ExecutionContext, gate: FakeGate) {
  const timers = new ManualTimers();
  const states: LinkState[] = [];
  const events: number[] = [];
  const link = connectGate({
    path: gate.path,
    client: "test",
    verbs: agentVerbs,
    connect: (path) => createConnection(path),
    monotonicMs: timers.monotonicMs,
    setTimer: timers.setTimer,
    random: () => 1,
    journalId: () => null,
    fromSeq: () => events.length + 1,
    onEvent: ({ event }) => events.push(event.seq),
    onState: (state) => states.push(state),
  });
  t.teardown(() => link.stop());
  return { link, timers, states, events };
}

test("hello comes first, then the subscription, then a heartbeat every two seconds", async (t) => {
  const gate = new FakeGate(t, SIM);
  await gate.listen();
  const { timers, states } = linkTo(t, gate);
  await gate.until(() => states.includes("live"));
  t.deepEqual(
    gate.frames.map(({ method }) => method),
    ["hello", "events.subscribe"],
  );
  for (const beats of [1, 2]) {
    timers.advance(2_000);
    await gate.until(() => gate.sent("heartbeat").length === beats && timers.waits.includes(2_000));
  }
  t.deepEqual(states, ["live"]);
});

test("a heartbeat that is not answered is a broken line", async (t) => {
  const gate = new FakeGate(t, SIM, { heartbeat: () => "silence" });
  await gate.listen();
  const { timers, states } = linkTo(t, gate);
  await gate.until(() => states.includes("live"));
  timers.advance(2_000);
  await gate.until(() => gate.sent("heartbeat").length === 1);
  timers.advance(10_000);
  await gate.until(() => states.includes("lost"));
  t.deepEqual(states.slice(0, 2), ["live", "lost"]);
});

test("while there is no line every call is unanswered at once", async (t) => {
  const gate = new FakeGate(t, SIM);
  const { link, states } = linkTo(t, gate);
  await gate.until(() => states.includes("lost"));
  await t.throwsAsync(link.call("heartbeat", {}), { instanceOf: Unanswered });
});

test("waits between tries double from a tenth of a second to five, each at least half of its turn", (t) => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 7, 50].map((failures) => backoffMs(failures, () => 1));
  t.deepEqual(longest, [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
  t.is(
    backoffMs(50, () => 0),
    2_500,
  );
});

test("it comes back after a break for the events that it lacks, and each comes once", async (t) => {
  const gate = new FakeGate(t, SIM);
  await gate.listen();
  const { timers, states, events } = linkTo(t, gate);
  await gate.until(() => states.includes("live"));
  gate.emit("gate.started", {});
  await gate.until(() => events.length === 1);
  gate.hangUp();
  await gate.until(() => states.includes("lost"));
  gate.emit("gate.stopped", {});
  timers.advance(5_000);
  await gate.until(() => states.filter((state) => state === "live").length === 2);
  await gate.until(() => events.length === 2);
  t.deepEqual(events, [1, 2]);
  t.deepEqual(
    gate.sent("events.subscribe").map(({ fromSeq }) => fromSeq),
    [1, 2],
  );
});

test("a gate of another protocol is left alone", async (t) => {
  const gate = new FakeGate(t, SIM, { hello: () => ({ refuse: "PROTOCOL_MISMATCH" }) });
  await gate.listen();
  const { timers, states } = linkTo(t, gate);
  await gate.until(() => states.includes("refused"));
  timers.advance(60_000);
  t.is(gate.connections, 1);
  t.deepEqual(states, ["refused"]);
});
