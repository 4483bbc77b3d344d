import test from "ava";
import { AgentLease } from "../../../src/gate/server/lease.ts";
import type { Connection } from "../../../src/gate/server/connection.ts";
import { entry, safetyWith, shipped, submit } from "../facts.ts";
import { Refusal } from "../../../src/gate/contract/refusal.ts";
import { memoryJournal } from "../memory.ts";
import { reborn, World } from "../world.ts";

const FLAT = [100, 101, 99, 100] as const;
/** The lease only tells connections apart. */
const connection = (id: number): Connection => ({ id }) as Connection;

function leased(world = new World().tick(FLAT)) {
  let nowMs = 1_000;
  /** As the process does it: looked at once a second. */
  const lease = new AgentLease({
    gate: world.gate,
    monotonicMs: () => nowMs,
  });
  const later = (ms: number): void => {
    for (let left = ms; left > 0; left -= 1_000) {
      nowMs += Math.min(1_000, left);
      lease.check();
    }
  };
  /** Nobody looked for so long: the gate itself stood still. */
  const sleep = (ms: number): void => {
    nowMs += ms;
    lease.check();
  };
  lease.check();
  return { world, lease, later, sleep };
}
const types = (world: World, from: number): readonly string[] => world.published.slice(from).map(({ type }) => type);

test("one agent at a time: another one waits until the first has gone", (t) => {
  const { lease } = leased();
  const [one, two] = [connection(1), connection(2)];
  t.true(lease.take(one, "trade"));
  t.false(lease.take(two, "trade"));
  lease.drop(two, "closed");
  t.is(lease.holder, one);
  lease.drop(one, "closed");
  t.true(lease.take(two, "trade"));
});

test("an agent that falls silent is spoken of at T1, and its entries go at T2, each once", (t) => {
  const { world, lease, later } = leased();
  lease.take(connection(1), "trade");
  world.gate.execute(submit(entry(1, { type: "limit", limitPrice: "98", timeInForce: "gtc" })));
  const from = world.published.length;
  later(9_999);
  t.deepEqual([types(world, from), lease.deadMan], [[], "armed"]);
  later(1);
  t.deepEqual([types(world, from), lease.deadMan], [["dead_man.warned"], "warned"]);
  later(20_000);
  t.deepEqual(types(world, from), ["dead_man.warned", "hold.placed", "order.pending_cancel", "order.canceled"]);
  t.is(lease.deadMan, "entries_canceled");
  later(60_000);
  t.is(types(world, from).length, 4);
});

test("a sign of life clears the hold, and the next silence is spoken of again", (t) => {
  const { world, lease, later } = leased();
  const agent = connection(1);
  lease.take(agent, "trade");
  later(30_000);
  lease.heard(connection(2));
  t.is(world.state.holds.length, 1, "of the agent itself, not of another");
  lease.heard(agent);
  t.deepEqual([world.state.holds, lease.deadMan, lease.silentMs], [[], "armed", 0]);
  const from = world.published.length;
  later(10_000);
  lease.heard(agent);
  later(10_000);
  t.deepEqual(types(world, from), ["dead_man.warned", "dead_man.warned"]);
});

test("an agent whose connection is gone is missed like one that is silent", (t) => {
  const { world, lease, later } = leased();
  const agent = connection(1);
  lease.take(agent, "trade");
  lease.drop(agent, "closed");
  later(30_000);
  t.deepEqual(
    world.state.holds.map(({ cause }) => cause),
    ["agent_lost"],
  );
  lease.take(connection(2), "trade");
  t.deepEqual(world.state.holds, []);
});

test("a gate that starts with nothing open misses nobody", (t) => {
  const { world, lease, later } = leased();
  const from = world.published.length;
  later(1_000_000);
  t.deepEqual([types(world, from), lease.deadMan, lease.silentMs], [[], "off", null]);
});

test("a gate that starts over what an agent left open waits for one from now on", (t) => {
  const dead = new World().tick(FLAT);
  dead.gate.execute(submit(entry(1)));
  const { world, lease, later } = leased(reborn(dead.tick(FLAT)));
  t.is(lease.deadMan, "armed");
  later(30_000);
  t.is(world.state.holds[0]?.cause, "agent_lost");
  t.is(Object.values(world.state.orders).length, 1, "its stop stays");
});

test("whoever the journal does not know holds nothing", (t) => {
  const journal = memoryJournal();
  const { lease } = leased(new World({ journal }).tick(FLAT));
  journal.breakDown();
  t.throws(() => lease.take(connection(1), "trade"), { instanceOf: Refusal });
  t.deepEqual([lease.holder, lease.deadMan, lease.silentMs], [null, "off", null]);
});

const liquidating = safetyWith((limits) => ({ ...limits, agent: { ...limits.agent, liquidateAfterMs: 60_000 } }));

test("only where safety.yaml says so everything is closed at T3, and stays so until the operator resumes", (t) => {
  for (const [safety, stage] of [
    [shipped, "entries_canceled"],
    [liquidating, "liquidated"],
  ] as const) {
    const { world, lease, later } = leased(new World({ safety }).tick(FLAT));
    lease.take(connection(1), "trade");
    world.gate.execute(submit(entry(1)));
    world.tick(FLAT);
    later(60_000);
    t.is(lease.deadMan, stage);
    world.tick(FLAT);
    t.is(Object.keys(world.state.positions).length, stage === "liquidated" ? 0 : 1);
    lease.heard(connection(1));
    const flattened = world.state.holds.some(({ cause }) => cause === "flatten");
    t.is(flattened, stage === "liquidated");
  }
});

test("what comes next and when is known at every stage", (t) => {
  const { lease, later } = leased(new World({ safety: liquidating }).tick(FLAT));
  t.is(lease.next, null, "nobody is missed");
  lease.take(connection(1), "trade");
  t.deepEqual(lease.next, { stage: "warn", inMs: 10_000 });
  later(12_000);
  t.deepEqual(lease.next, { stage: "cancel", inMs: 18_000 });
  later(20_000);
  t.deepEqual(lease.next, { stage: "liquidate", inMs: 28_000 });
  later(30_000);
  t.is(lease.next, null);
});

test("a gate that itself stood still, a laptop asleep, takes nobody for dead: silence counts from when it wakes", (t) => {
  const { world, lease, later, sleep } = leased();
  lease.take(connection(1), "trade");
  later(3_000);
  const from = world.published.length;
  sleep(8 * 3_600_000);
  t.deepEqual([types(world, from), lease.deadMan], [[], "armed"]);
  later(6_999);
  t.is(lease.deadMan, "armed");
  later(1);
  t.is(lease.deadMan, "warned");
});
