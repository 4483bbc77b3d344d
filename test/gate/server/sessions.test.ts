import test from "ava";
import type { Refusal } from "../../../src/gate/contract/refusal.ts";
import type { Connection } from "../../../src/gate/server/connection.ts";
import type { Desk } from "../../../src/gate/server/desk.ts";
import { AgentLease } from "../../../src/gate/server/lease.ts";
import { FairQueue } from "../../../src/gate/server/queue.ts";
import { Sessions } from "../../../src/gate/server/sessions.ts";
import { World } from "../world.ts";

/** Sessions whose queue is never served, and one connection that keeps what it is refused. */
function crowded() {
  const world = new World().tick([100, 101, 99, 100]);
  const queue = new FairQueue(() => {});
  const refused: string[] = [];
  const connection = { id: 1, refuse: (_id: unknown, { reason }: Refusal) => refused.push(reason) };
  const sessions = new Sessions({
    desk: { gate: world.gate } as Desk,
    lease: new AgentLease({ gate: world.gate, monotonicMs: () => 0 }),
    queue,
    monotonicMs: () => 0,
    onAgent: () => {},
  });
  return { world, queue, refused, sessions, connection: connection as Partial<Connection> as Connection };
}

for (const [side, waits] of [
  ["operator", 1_024],
  ["agent", 400],
] as const) {
  test(`of ${side} frames no more wait than are allowed; the rest is dropped, counted, and said once a second`, (t) => {
    const { world, queue, refused, sessions, connection } = crowded();
    sessions.add(side, connection, null);
    for (let i = 0; i < 1_500; i += 1) sessions.line(connection, "{}");
    t.is(queue.depth, waits);
    sessions.sweep();
    sessions.sweep();
    t.deepEqual(world.data("rate.limited"), [{ frames: 1_500 - waits }]);
    t.deepEqual(refused, ["RATE_LIMITED"]);
  });
}

test("sessions that are closed take no further frame", (t) => {
  const { queue, sessions, connection } = crowded();
  sessions.add("operator", connection, null);
  sessions.close();
  sessions.line(connection, "{}");
  t.is(queue.depth, 0);
});
