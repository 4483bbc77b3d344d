import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ExecutionContext } from "ava";
import { PROTOCOL_VERSION, request } from "../../../src/gate/contract/frame.ts";
import { type OperatorVerb, operatorVerbs } from "../../../src/gate/contract/operatorVerbs.ts";
import { tempDir } from "../../store/temp.ts";
import { STATUS } from "../../tui/fixtureAccount.ts";

const gateSeq = 7;
/** Only for when it never comes. */
const PATIENCE_MS = 60_000;

/** The other end of operator.sock, by script; it holds its own answers against the contract. */
export class OperatorGate {
  readonly home: { readonly root: string; readonly operatorSocket: string };
  readonly heard: string[] = [];
  journalId = STATUS.gate.journalId;
  answers: Partial<Record<OperatorVerb, object>> = {
    "status.get": STATUS,
    "equity.get": { points: [] },
    "rules.get": { gateSeq, rules: [] },
    "proposals.get": { proposals: [] },
    "events.subscribe": { gateSeq },
  };
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  constructor(t: ExecutionContext) {
    const root = tempDir(t);
    this.home = { root, operatorSocket: join(root, "operator.sock") };
    t.teardown(() => this.close());
  }

  async listen(): Promise<void> {
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => {});
      createInterface({ input: socket }).on("line", (line) => this.#take(socket, line));
    });
    this.#server = server;
    await new Promise<void>((done) => server.listen(this.home.operatorSocket, done));
  }

  close(): void {
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  /** Resolves once it is true; looked at after every turn of the event loop. */
  async until(condition: () => boolean): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!condition()) {
      if (performance.now() > deadline) throw new Error("what was waited for never came");
      await new Promise<void>((wake) => setImmediate(wake));
    }
  }

  #take(socket: Socket, line: string): void {
    const { id, method } = request.parse(JSON.parse(line));
    this.heard.push(method);
    const hello = { protocol: PROTOCOL_VERSION, journalId: this.journalId, gateSeq, pid: 1, binding: STATUS.binding };
    const result = method === "hello" ? { ...hello, nextTick: 3, speed: "max" } : this.answers[method as OperatorVerb];
    if (result === undefined) return;
    operatorVerbs[method as OperatorVerb].result.parse(result);
    socket.write(`${JSON.stringify({ jsonrpc: "2.0", id, result })}\n`);
  }
}
