import test from "ava";
import { HISTORY, live, newPath, stage, ticks } from "./stage.ts";

const [first] = ticks(1);

test("a gap in the gate's events ends the agent for good", async (t) => {
  const on = await stage(t);
  await live(on);
  on.gate.record("market.advanced", { n: 1 });
  on.gate.emit("market.advanced", { n: 2 });
  const end = await on.agent.done;
  t.is(end.how, "refused");
  t.regex(end.detail, /event 1 is missing/);
  t.is(on.report()?.state, "refused");
});

test("an altered event ends the agent before anything is acknowledged on it", async (t) => {
  const on = await stage(t);
  await live(on);
  const event = on.gate.record("market.advanced", { n: 1 });
  on.gate.publish({ ...event, data: { n: 2 } });
  on.gate.tick(HISTORY, first!);
  const end = await on.agent.done;
  t.is(end.how, "refused");
  t.regex(end.detail, /ALTERED/);
  t.deepEqual(on.gate.sent("intent.submit"), []);
  t.deepEqual(on.gate.sent("market.ack"), []);
});

test("a gate with another journal than the mirrored one ends the agent", async (t) => {
  const path = newPath(t);
  const one = await stage(t, { path });
  await live(one);
  one.agent.stop();
  await one.agent.done;
  const other = "01900000-0000-7000-8000-0000000000bb";
  const two = await stage(t, { path, before: (gate) => (gate.journalId = other) });
  const end = await two.agent.done;
  t.is(end.how, "refused");
  t.regex(end.detail, new RegExp(other));
  t.deepEqual(two.gate.sent("events.subscribe"), []);
});

test("where another agent holds the lease this one stays away", async (t) => {
  const on = await stage(t, { script: { hello: () => ({ refuse: "AGENT_BUSY" }) } });
  const end = await on.agent.done;
  t.is(end.how, "refused");
  on.timers.advance(60_000);
  t.is(on.gate.connections, 1);
  t.deepEqual(on.timers.waits, []);
});
