import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import test from "ava";
import { KEPT } from "../../../src/gate/mind/kept.ts";
import { entry, idOf, shipped } from "../facts.ts";
import { frame, hall } from "./hall.ts";

const FRAMES = 300_000;
const FRAMES_PER_MS = 100;
const { framesPerSecond, burstFrames, floodFrames } = shipped.limits.agent;
const { maxSubmitsPerMinute } = shipped.limits.orders;

/** Resting entries that the gate likes: only the flood speaks against them. No two lines are one string. */
const [before = "", after = ""] = frame("intent.submit", {
  intent: entry(0, { type: "limit", limitPrice: "99", timeInForce: "gtc" }),
})
  .replace(/"id":\d+/, '"id":#')
  .split(entry(0).intentId);
const [head = "", middle = ""] = before.split("#");
const intentLine = (n: number): string => `${head}${1_000 + n}${middle}${idOf(n, 1)}${after}`;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const heapBytes = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

/** Three seconds of a flood, swept once a second, its queue served every millisecond. */
function flooded() {
  const place = hall();
  const { world, clock, queue, sessions, settle, join } = place;
  let venueCalls = 0;
  for (const verb of ["submit", "cancel"] as const) {
    const real = world.venue[verb].bind(world.venue);
    world.venue[verb] = (what: never) => {
      venueCalls += 1;
      real(what);
    };
  }
  const agent = join("agent");
  const seen = { deepest: 0, halfBytes: 0, halfAnswers: 0 };
  for (let n = 0; n < FRAMES; n += 1) {
    sessions.line(agent.connection, intentLine(n));
    seen.deepest = Math.max(seen.deepest, queue.depth);
    if ((n + 1) % FRAMES_PER_MS === 0) {
      clock.ms += 1;
      settle();
    }
    if ((n + 1) % (FRAMES_PER_MS * 1_000) === 0) sessions.sweep();
    if (n === FRAMES / 2) Object.assign(seen, { halfBytes: heapBytes(), halfAnswers: agent.answers.length });
  }
  return { ...place, agent, seen, venueCalls };
}

test("300,000 intents in three seconds: what is above the rate reaches no check, no journal and no venue", (t) => {
  const { world, agent, seen, venueCalls, queue } = flooded();
  const budget = burstFrames + 3 * framesPerSecond;
  const received = world.data("intent.received").length;
  t.true(received >= burstFrames - 1 && received <= budget, `${received} of ${FRAMES} were judged`);
  t.true(seen.deepest <= burstFrames, `${seen.deepest} waited at once`);
  t.is(queue.depth, 0);

  const submitted = world.data("order.submitted").length;
  t.true(submitted > 0 && submitted <= maxSubmitsPerMinute, `${submitted} orders left`);
  t.true(venueCalls > 0 && venueCalls <= 2 * submitted, `${venueCalls} calls of the venue`);

  const limited = world.data("rate.limited");
  t.is(limited.length, 3, "one event a second");
  t.is(
    limited.reduce((sum, { frames }) => sum + frames, 0),
    FRAMES - received,
  );
  t.is(agent.refusals.filter((reason) => reason === "RATE_LIMITED").length, 3);
  const { length } = world.journal.read(1, FRAMES);
  t.true(length <= 2 * received + 6 * submitted + 30, `${length} events for ${received} intents`);
});

test("the flood is halted once, with what it had working taken back, and nothing of it is approved from then on", (t) => {
  const { world } = flooded();
  t.like(world.data("hold.placed"), { length: 1 });
  t.like(world.data("hold.placed")[0], { level: "halted", cause: "flood", clearedBy: "operator" });
  const types = world.published.map(({ type }) => type);
  const held = types.indexOf("hold.placed");
  t.true(types.slice(0, held).includes("intent.approved"), "it was let in at first");
  t.false(types.slice(held).includes("intent.approved"));
  t.is(world.data("order.canceled").length, world.data("order.submitted").length);
  t.deepEqual(world.state.orders, {});
  t.true(held <= 6 * burstFrames, `held after ${floodFrames} frames too many, not at the end`);
});

test("the second half of a flood leaves nothing behind but its answers", (t) => {
  const { agent, seen, world } = flooded();
  const grown = heapBytes() - seen.halfBytes;
  const answers = agent.answers.length - seen.halfAnswers;
  t.true(answers > 0 && answers <= 2 * framesPerSecond);
  // An intent that was judged stays in this journal and in this test, at well under 64 KiB; a line is 450 bytes.
  t.true(grown < answers * 65_536, `${grown} bytes for ${answers} answers`);
  t.true(answers * 65_536 < (FRAMES / 2) * intentLine(0).length, "a gate that kept the lines would show");
  t.true(Object.keys(world.state.intents).length <= 2 * KEPT.intents);
});

test("a kill that comes in behind a full queue of the agent's is served before nine frames of it", (t) => {
  const { gate, queue, turn, settle, join, says } = hall();
  const [agent, operator] = [join("agent"), join("operator")];
  const answered = agent.answers.length;
  says(agent, frame("heartbeat"), 10 * burstFrames);
  t.true(queue.depth >= burstFrames - 1);
  // The flood's own hold would hide the kill's.
  gate.execute({ type: "trading.resume", reason: "to see the kill" });
  says(operator, frame("trading.halt", { reason: "key" }));
  turn();
  t.is(gate.state.holds[0]?.cause, "kill");
  t.is(operator.answers.length, 2);
  t.true(agent.answers.length - answered <= 8, `${agent.answers.length - answered} of the agent's with it`);
  settle();
  t.is(agent.answers.length - answered, burstFrames - 1);
});
