import test from "ava";
import { AgentLease } from "../../../src/gate/server/lease.ts";
import type { Connection } from "../../../src/gate/server/connection.ts";
import { entry, submit } from "../facts.ts";
import { Refusal } from "../../../src/gate/contract/refusal.ts";
import { memoryJournal } from "../memory.ts";
import { reborn, World } from "../world.ts";

const FLAT = [100, 101, 99, 100] as const;
/** The lease only tells connections apart. */
const connection = (id: number): Connection => ({ id }) as Connection;

function leased(world = new World().tick(FLAT)) {
  let nowMs = 1_000;
  const lease = new AgentLease({
    gate: world.gate,
    monotonicMs: () => nowMs,
  });
  const later = (ms: number): void => {
    nowMs += ms;
    lease.check();
  };
  return { world, lease, later };
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
