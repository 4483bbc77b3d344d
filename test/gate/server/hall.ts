import { PROTOCOL_VERSION } from "../../../src/gate/contract/frame.ts";
import type { ServerFrame } from "../../../src/gate/contract/frame.ts";
import type { Refusal } from "../../../src/gate/contract/refusal.ts";
import type { Connection } from "../../../src/gate/server/connection.ts";
import type { Desk } from "../../../src/gate/server/desk.ts";
import { AgentLease } from "../../../src/gate/server/lease.ts";
import { FairQueue } from "../../../src/gate/server/queue.ts";
import type { Side } from "../../../src/gate/server/session.ts";
import { Sessions } from "../../../src/gate/server/sessions.ts";
import type { Safety } from "../../../src/gate/safety/schema.ts";
import { binding, shipped } from "../facts.ts";
import { World } from "../world.ts";

/** A client without a socket: what was answered, as results and refusals by name, in order. */
export interface Caller {
  readonly connection: Connection;
  readonly answers: unknown[];
  readonly refusals: string[];
}

let callers = 0;

export function caller(): Caller {
  const answers: unknown[] = [];
  const refusals: string[] = [];
  const connection = {
    id: (callers += 1),
    send: (frame: ServerFrame) => void answers.push("result" in frame ? frame.result : frame),
    refuse: (_id: unknown, { reason }: Refusal) => void refusals.push(reason),
    flush: () => {},
    subscribe: () => {},
  };
  return { connection: connection as Partial<Connection> as Connection, answers, refusals };
}

let frames = 0;
/** A line of a verb; its number is above that of every other. */
export const frame = (method: string, params: object = {}): string =>
  JSON.stringify({ jsonrpc: "2.0", id: (frames += 1), method, params });
export const hello = frame("hello", { protocol: PROTOCOL_VERSION, client: "test", journalId: null });

/** A whole gate behind its sessions: clock and turns of the queue are the test's. */
export function hall(safety: Safety = shipped, world = new World({ safety }).tick([100, 101, 99, 100])) {
  const clock = { ms: 1_000 };
  const turns: (() => void)[] = [];
  const queue = new FairQueue((work) => turns.push(work));
  const { gate } = world;
  const lease = new AgentLease({ gate, monotonicMs: () => clock.ms });
  const greeting = { protocol: PROTOCOL_VERSION, journalId: "j", gateSeq: 0, pid: 1, binding, nextTick: 1, speed: 1 };
  const desk: Partial<Desk> = { gate, priorOf: () => null, hello: () => greeting };
  const sessions = new Sessions({
    desk: desk as Desk,
    lease,
    queue,
    monotonicMs: () => clock.ms,
    onAgent: () => {},
  });
  const turn = (): void => turns.shift()?.();
  /** Serves whatever waits. */
  const settle = (): void => {
    while (queue.depth > 0) turn();
  };
  const join = (side: Side): Caller => {
    const joined = caller();
    sessions.add(side, joined.connection, null);
    sessions.line(joined.connection, hello);
    settle();
    return joined;
  };
  const says = ({ connection }: Caller, line: string, times = 1): void => {
    for (let i = 0; i < times; i += 1) sessions.line(connection, line);
  };
  return { world, gate, clock, queue, lease, sessions, turn, settle, join, says };
}
