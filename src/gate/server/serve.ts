import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import type { GateEvent } from "../../store/events/gate.ts";
import type { MarketTick } from "../contract/notification.ts";
import { MAX_SOCKET_PATH_BYTES } from "../contract/frame.ts";
import { Connection, type EventSource, PublishedText } from "./connection.ts";
import { peerOf } from "./peer.ts";
import { FairQueue } from "./queue.ts";
import type { Side } from "./session.ts";
import { Sessions, type SessionsOptions } from "./sessions.ts";

/** Everything has a written limit. */
const MAX_CONNECTIONS = { agent: 4, operator: 32 } as const;
/** A reader that has not hung up by then is hung up on: a stopped cockpit must not keep the gate from ending. */
const CLOSE_GRACE_MS = 500;

export interface ServeOptions extends Omit<SessionsOptions, "queue"> {
  readonly events: EventSource;
  /** Calls back once after `ms`; the function returned takes that back. */
  readonly after: (ms: number, work: () => void) => () => void;
  /** Whether the sockets lie in a folder that a group shares: its members may go in then. */
  readonly isShared?: boolean;
  readonly agentSocket: string;
  readonly operatorSocket: string;
}

/** Both doors of the gate. The lock of the home must be held before: an old socket is then nobody's. */
export class GateServer {
  readonly #options: ServeOptions;
  readonly #sessions: Sessions;
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #published: PublishedText;
  #connections = 0;

  constructor(options: ServeOptions) {
    this.#options = options;
    this.#published = new PublishedText(options.events.journalId);
    this.#sessions = new Sessions({ ...options, queue: new FairQueue((work) => setImmediate(work)) });
  }

  /** Opens both sockets, for the owner alone or a group that shares them, or none. @throws Error when a path is too long or cannot be bound. */
  async listen(): Promise<void> {
    try {
      await this.#open("operator", this.#options.operatorSocket);
      await this.#open("agent", this.#options.agentSocket);
    } catch (error) {
      await this.close();
      throw error;
    }
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

  /** Closes the doors and takes the sockets off the disk; frames that still wait are not served any more. */
  async close(): Promise<void> {
    this.#sessions.close();
    for (const socket of this.#sockets) socket.end();
    const callOff = this.#options.after(CLOSE_GRACE_MS, () => {
      for (const socket of this.#sockets) socket.destroy();
    });
    await Promise.all(this.#servers.map((server) => new Promise<void>((done) => server.close(() => done()))));
    callOff();
  }

  async #open(side: Side, path: string): Promise<void> {
    if (process.platform !== "win32") {
      if (Buffer.byteLength(path) > MAX_SOCKET_PATH_BYTES) {
        throw new Error(`${path}: longer than ${MAX_SOCKET_PATH_BYTES} bytes; choose a shorter --home`);
      }
      if (this.#options.isShared !== true) {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        chmodSync(dirname(path), 0o700);
      }
      rmSync(path, { force: true });
    }
    const server = createServer((socket) => void this.#welcome(side, socket));
    server.maxConnections = MAX_CONNECTIONS[side];
    const mask = process.umask(this.#options.isShared === true ? 0o117 : 0o177);
    try {
      await new Promise<void>((done, fail) => server.once("error", fail).listen(path, done));
    } finally {
      process.umask(mask);
    }
    this.#servers.push(server);
  }

  async #welcome(side: Side, socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    // Whoever cannot be told is nobody: that is for authority to judge, and no reason to fall.
    const peer = await peerOf(socket).catch(() => null);
    if (socket.destroyed) return;
    this.#connections += 1;
    const connection: Connection = new Connection({
      id: this.#connections,
      socket,
      events: this.#options.events,
      published: this.#published,
      onLine: (line) => this.#sessions.line(connection, line),
    });
    this.#sessions.add(side, connection, peer);
    socket.once("close", () => this.#sessions.remove(connection));
  }
}
