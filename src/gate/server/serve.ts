import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import type { GateEvent } from "../../store/events/gate.ts";
import type { MarketTick } from "../contract/notification.ts";
import { MAX_SOCKET_PATH_BYTES } from "../contract/frame.ts";
import { Connection, type EventSource } from "./connection.ts";
import { peerOf } from "./peer.ts";
import { FairQueue } from "./queue.ts";
import type { Side } from "./session.ts";
import { Sessions, type SessionsOptions } from "./sessions.ts";

/** Everything has a written limit. */
const MAX_CONNECTIONS = { agent: 4, operator: 32 } as const;

export interface ServeOptions extends Omit<SessionsOptions, "queue"> {
  readonly events: EventSource;
  readonly agentSocket: string;
  readonly operatorSocket: string;
}

/** Both doors of the gate. The lock of the home must be held before: an old socket is then nobody's. */
export class GateServer {
  readonly #options: ServeOptions;
  readonly #sessions: Sessions;
  readonly #servers: Server[] = [];
  #connections = 0;

  constructor(options: ServeOptions) {
    this.#options = options;
    this.#sessions = new Sessions({ ...options, queue: new FairQueue((work) => setImmediate(work)) });
  }

  /** Opens both sockets for the owner alone. @throws Error when a path is too long or cannot be bound. */
  async listen(): Promise<void> {
    await this.#open("operator", this.#options.operatorSocket);
    await this.#open("agent", this.#options.agentSocket);
  }

  /** A durable event, to all who follow. */
  broadcast(event: GateEvent): void {
    for (const connection of this.#sessions.connections()) connection.offer(event);
  }

  /** A tick, to the agent that holds the lease, after all events before it. */
  tick(tick: MarketTick): void {
    this.#sessions.tick(tick);
  }

  /** About once a second. */
  sweep(): void {
    this.#sessions.sweep();
  }

  /** The market has ended, to everybody. */
  ended(n: number, reason: string): void {
    for (const connection of this.#sessions.connections()) connection.notify("market.ended", { n, reason });
  }

  /** Closes the doors and takes the sockets off the disk. */
  async close(): Promise<void> {
    for (const connection of this.#sessions.connections()) connection.socket.end();
    await Promise.all(this.#servers.map((server) => new Promise<void>((done) => server.close(() => done()))));
  }

  async #open(side: Side, path: string): Promise<void> {
    if (process.platform !== "win32") {
      if (Buffer.byteLength(path) > MAX_SOCKET_PATH_BYTES) {
        throw new Error(`${path}: longer than ${MAX_SOCKET_PATH_BYTES} bytes; choose a shorter --home`);
      }
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      chmodSync(dirname(path), 0o700);
      rmSync(path, { force: true });
    }
    const server = createServer((socket) => void this.#welcome(side, socket));
    server.maxConnections = MAX_CONNECTIONS[side];
    const mask = process.umask(0o177);
    try {
      await new Promise<void>((done, fail) => server.once("error", fail).listen(path, done));
    } finally {
      process.umask(mask);
    }
    this.#servers.push(server);
  }

  async #welcome(side: Side, socket: Socket): Promise<void> {
    socket.on("error", () => socket.destroy());
    const peer = await peerOf(socket);
    if (socket.destroyed) return;
    this.#connections += 1;
    const connection: Connection = new Connection(this.#connections, socket, this.#options.events, (line) =>
      this.#sessions.line(connection, line),
    );
    this.#sessions.add(side, connection, peer);
    socket.once("close", () => this.#sessions.remove(connection));
  }
}
