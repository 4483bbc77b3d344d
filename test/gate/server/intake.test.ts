import test from "ava";
import { entry, safetyWith } from "../facts.ts";
import { reborn } from "../world.ts";
import { frame, hall, hello } from "./hall.ts";

const RATE = { framesPerSecond: 10, burstFrames: 10, cancelFrames: 2, floodFrames: 20 };
const tight = safetyWith((limits) => ({ ...limits, agent: { ...limits.agent, ...RATE } }));
const heartbeat = frame("heartbeat");
const cancelOf = (clientOrderId: string): string => frame("order.cancel", { clientOrderId });
const resting = entry(1, { type: "limit", limitPrice: "99", timeInForce: "gtc" });

/** An agent that has used up its rate, with one entry resting. */
function usedUp() {
  const place = hall(tight);
  const agent = place.join("agent");
  place.says(agent, frame("intent.submit", { intent: resting }));
  place.says(agent, heartbeat, RATE.burstFrames - 2);
  place.settle();
  return { ...place, agent };
}

test("an agent that has used up its rate may still take an order back, so many times a second", (t) => {
  const { agent, says, settle, clock, world, gate } = usedUp();
  t.is(Object.keys(gate.state.orders).length, 1);
  const served = agent.answers.length;
  says(agent, heartbeat);
  settle();
  t.is(agent.answers.length, served, "nothing else comes in");
  for (let i = 0; i < 3; i += 1) says(agent, cancelOf(resting.intentId));
  settle();
  t.is(world.data("order.canceled").length, 1);
  t.deepEqual([agent.answers.length - served, agent.refusals], [1, ["UNKNOWN_ID"]], "the third is cut");
  clock.ms += 1_000;
  says(agent, heartbeat, RATE.framesPerSecond);
  says(agent, cancelOf(resting.intentId), 3);
  settle();
  t.deepEqual(agent.refusals, ["UNKNOWN_ID", "UNKNOWN_ID", "UNKNOWN_ID"]);
});

test("what only looks like an order.cancel is refused by name and counts as cut", (t) => {
  const { agent, says, settle, sessions, world } = usedUp();
  const { length } = world.data("intent.received");
  says(agent, frame("intent.status", { intentId: resting.intentId, method: "order.cancel" }));
  says(agent, frame("heartbeat", { "order.cancel": 1 }));
  settle();
  t.deepEqual(agent.refusals, ["RATE_LIMITED", "RATE_LIMITED"]);
  t.is(world.data("intent.received").length, length);
  sessions.sweep();
  t.deepEqual(world.data("rate.limited"), [{ frames: 2 }]);
});

test("only a short line is looked at for a cancel: an intent that speaks of one is none", (t) => {
  const { agent, says, queue } = usedUp();
  const { thesis } = resting;
  const intent = { ...resting, thesis: { ...thesis, claim: "x".repeat(500) }, "order.cancel": 1 };
  says(agent, frame("intent.submit", { intent }));
  t.is(queue.depth, 0);
});

test("whoever hangs up and comes back finds nothing anew: no rate, no reserve, no count", (t) => {
  const { agent, says, settle, sessions, join, clock, lease, gate } = usedUp();
  says(agent, cancelOf(resting.intentId), RATE.cancelFrames);
  settle();
  for (let i = 0; i < RATE.floodFrames / 2; i += 1) {
    sessions.remove(agent.connection);
    const again = join("agent");
    says(again, cancelOf(resting.intentId));
    settle();
    t.deepEqual([again.answers, lease.holder, gate.state.holds], [[], null, []]);
    sessions.remove(again.connection);
  }
  says(join("agent"), heartbeat);
  t.is(gate.state.holds[0]?.cause, "flood");
  clock.ms += 1_000;
  t.is(join("agent").answers.length, 1, "a second later it may greet again");
});

test("a stranger's frames are not taken from what the agent may send", (t) => {
  const { join, says, settle } = hall(tight);
  const [agent, stranger] = [join("agent"), join("agent")];
  t.deepEqual(stranger.refusals, ["AGENT_BUSY"]);
  says(stranger, heartbeat, 2 * RATE.burstFrames);
  says(agent, heartbeat, RATE.burstFrames - 1);
  settle();
  t.is(agent.answers.length, RATE.burstFrames);
});

test("frames that are cut within ten seconds make a flood; the same number more slowly does not", (t) => {
  const slow = usedUp();
  for (let i = 0; i < 4 * RATE.floodFrames; i += 1) {
    slow.says(slow.agent, heartbeat, 11);
    slow.settle();
    slow.clock.ms += 1_000 * 11;
  }
  t.deepEqual(slow.gate.state.holds, []);

  const { agent, says, clock, gate, world } = usedUp();
  says(agent, heartbeat, RATE.floodFrames / 2);
  clock.ms += 9_999;
  // By then the rate is back; what is above it counts together with what was cut before.
  says(agent, heartbeat, RATE.burstFrames + RATE.floodFrames / 2);
  t.deepEqual(gate.state.holds, [], "as many as are allowed");
  says(agent, heartbeat);
  t.like(gate.state.holds, { length: 1, 0: { cause: "flood", level: "halted", clearedBy: "operator" } });
  says(agent, heartbeat, 100);
  t.is(world.data("hold.placed").length, 1, "once");
  t.is(world.data("order.canceled").length, 1, "its entry goes");
});

test("a flood's hold outlives the agent, the day and the gate; the operator's resume ends it, and counting begins anew", (t) => {
  const { agent, says, settle, join, clock, world, sessions } = usedUp();
  says(agent, heartbeat, RATE.floodFrames + 1);
  sessions.remove(agent.connection);
  clock.ms += 60_000;
  join("agent");
  sessions.sweep();
  for (let n = 0; n < 300; n += 1) world.tick([100, 101, 99, 100]);
  const next = hall(tight, reborn(world));
  t.deepEqual(
    [world, next.world].map(({ state }) => state.holds.map(({ cause }) => cause)),
    [["flood"], ["flood"]],
  );
  const operator = join("operator");
  says(operator, frame("trading.resume", { reason: "mended" }));
  settle();
  t.deepEqual(world.state.holds, []);
  const back = join("agent");
  says(back, heartbeat, RATE.burstFrames + RATE.floodFrames - 2);
  t.deepEqual(world.state.holds, []);
  says(back, heartbeat, 2);
  t.is(world.state.holds[0]?.cause, "flood");
});

test("an agent that is resumed at once is halted again by as many frames as the first time, not by the next", (t) => {
  const { agent, says, gate } = usedUp();
  for (let i = 0; i < 3; i += 1) {
    says(agent, heartbeat, RATE.floodFrames);
    t.deepEqual(gate.state.holds, []);
    says(agent, heartbeat, 1 + i * RATE.floodFrames);
    t.is(gate.state.holds.length, 1);
    gate.execute({ type: "trading.resume", reason: "at once" });
  }
});

test("what the operator's own connections have cut is no flood", (t) => {
  const { says, join, gate } = hall(tight);
  says(join("operator"), heartbeat, 2_000);
  t.deepEqual(gate.state.holds, []);
});

test("frames that were cut are told also when their sender has gone, and once a second whoever sent them", (t) => {
  const { agent, says, join, sessions, world } = usedUp();
  const stranger = join("agent");
  says(agent, heartbeat, 6);
  says(stranger, heartbeat, RATE.burstFrames + 4);
  sessions.remove(agent.connection);
  sessions.sweep();
  sessions.sweep();
  t.deepEqual(world.data("rate.limited"), [{ frames: 11 }]);
  t.deepEqual(stranger.refusals, ["AGENT_BUSY", "RATE_LIMITED"]);
});

test("a heartbeat that is cut is a sign of life all the same", (t) => {
  const { agent, says, clock, lease, world, queue } = usedUp();
  clock.ms += 50;
  says(agent, heartbeat);
  t.is(queue.depth, 0, "cut");
  clock.ms += tight.limits.agent.warnAfterMs - 1;
  lease.check();
  t.deepEqual(world.data("dead_man.warned"), []);
  clock.ms += 1;
  lease.check();
  t.is(world.data("dead_man.warned").length, 1);
});

test("of an agent that has hung up nothing is served: no hello takes the lease, no intent is judged", (t) => {
  const { gate, lease, sessions, says, settle, join, world } = hall();
  const agent = join("agent");
  says(agent, frame("intent.submit", { intent: resting }));
  sessions.remove(agent.connection);
  sessions.add("agent", agent.connection, null);
  says(agent, hello);
  sessions.remove(agent.connection);
  settle();
  t.deepEqual([lease.holder, gate.state.orders, world.data("intent.received")], [null, {}, []]);
  t.is(join("agent").refusals.length, 0, "another one finds the lease free");
});

test("a kill is obeyed though its sender has hung up", (t) => {
  const { gate, sessions, says, settle, join } = hall(tight);
  const operator = join("operator");
  says(operator, frame("trading.halt", { reason: "key" }));
  sessions.remove(operator.connection);
  settle();
  t.is(gate.state.holds[0]?.cause, "kill");
});
