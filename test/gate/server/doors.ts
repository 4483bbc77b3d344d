import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ExecutionContext } from "ava";
import { PROTOCOL_VERSION } from "../../../src/gate/contract/frame.ts";
import type { Desk } from "../../../src/gate/server/desk.ts";
import { AgentLease } from "../../../src/gate/server/lease.ts";
import { GateServer } from "../../../src/gate/server/serve.ts";
import type { AccountBinding } from "../../../src/store/words/account.ts";
import { tempDir } from "../../store/temp.ts";
import { arm, binding, shipped } from "../facts.ts";
import { reborn, World } from "../world.ts";

/** What came back for one line. */
export interface Answer {
  readonly id?: string | number | null;
  readonly result?: { readonly changes?: readonly string[] };
  readonly error?: { readonly data?: { readonly reason?: string } };
}

// Tests run in threads, where a process has no umask of its own to set; the folder is private anyway.
Object.assign(process, { umask: () => 0o077 });

/** One client of a socket: lines out, lines in, one after the other. */
export class Client {
  readonly socket: Socket;
  readonly #lines: AsyncIterator<string>;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("error", () => {});
    this.#lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  }

  /** Sends one line and gives the next that comes. */
  async say(line: string | object): Promise<Answer> {
    this.socket.write(
      `${typeof line === "string" ? line : JSON.stringify({ jsonrpc: "2.0", id: 1, params: {}, ...line })}\n`,
    );
    return this.next();
  }

  async next(): Promise<Answer> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error("hung up");
    return JSON.parse(value) as Answer;
  }

  hello(): Promise<Answer> {
    return this.say({ method: "hello", params: { protocol: PROTOCOL_VERSION, client: "test", journalId: null } });
  }
}

/** Both doors of a gate on a real socket, with a clock that the test turns. */
export async function doors(t: ExecutionContext, desk: Partial<Desk> = {}, mode: AccountBinding["mode"] = "paper") {
  const world = new World().tick([100, 101, 99, 100]);
  // The account of another mode is the same account with another word in its mind.
  const gate = mode === "paper" ? world.gate : inMode(world, mode).gate;
  const clock = { ms: 1_000 };
  const monotonicMs = () => clock.ms;
  const lease = new AgentLease({ gate, monotonicMs });
  const folder = tempDir(t);
  const [agentSocket, operatorSocket] = [join(folder, "agent.sock"), join(folder, "operator.sock")];
  const server = new GateServer({
    desk: {
      gate,
      priorOf: () => null,
      readEvents: () => [],
      story: () => [],
      acknowledge: () => {},
      isSupervised: false,
      knowsPassphrase: (passphrase) => passphrase === "open",
      readSafety: () => shipped,
      stop: () => {},
      status: () => {
        throw new RangeError("not asked for here");
      },
      hello: () => ({ protocol: PROTOCOL_VERSION, journalId: "j", gateSeq: 0, pid: 1, binding, nextTick: 1, speed: 1 }),
      ...desk,
    },
    lease,
    monotonicMs,
    after: (_ms, work) => {
      const immediate = setImmediate(work);
      return () => clearImmediate(immediate);
    },
    onAgent: () => {},
    events: { journalId: "j", head: () => gate.state.seq, read: () => [] },
    agentSocket,
    operatorSocket,
  });
  await server.listen();
  t.teardown(() => server.close());
  const knock = async (path: string): Promise<Client> => {
    const socket = connect(path);
    await once(socket, "connect");
    t.teardown(() => socket.destroy());
    return new Client(socket);
  };
  return { gate, lease, clock, server, agent: () => knock(agentSocket), operator: () => knock(operatorSocket) };
}

function inMode(world: World, mode: AccountBinding["mode"]): World {
  const journal = world.journal;
  const opened = journal.read(1, 1)[0] as { data: { binding: AccountBinding } };
  Object.assign(opened.data, { binding: { ...binding, mode } });
  const born = reborn(world);
  if (mode === "live") for (const level of ["small", "full"] as const) born.gate.execute(arm(level));
  return born;
}
