import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { type AgentVerb, agentVerbs, type Hello } from "../../src/gate/contract/agentVerbs.ts";
import { PROTOCOL_VERSION, request } from "../../src/gate/contract/frame.ts";
import { REFUSALS } from "../../src/gate/contract/refusal.ts";
import type { Recorded } from "../../src/store/events/envelope.ts";
import { GENESIS, recordedOf, rowOf } from "../../src/store/journal/record.ts";
import type { Tick } from "../../src/store/market/source/source.ts";
import { fromNumber } from "../../src/store/money.ts";
import { MINUTE_MS } from "../../src/store/time.ts";
import { tempDir } from "../store/temp.ts";
import { type Frame, type Params, type Reply, usualReply } from "./usualReply.ts";

export const GATE_JOURNAL = "01900000-0000-7000-8000-0000000000aa";
const idOf = (n: number): string => `01900000-0000-7000-9000-${n.toString(16).padStart(12, "0")}`;

type Script = Partial<Record<AgentVerb, (params: Params) => Reply>>;

/** The other end of agent.sock, by script: it holds every frame of the agent against the contract. */
export class FakeGate {
  readonly path: string;
  readonly frames: Frame[] = [];
  /** Frames that broke the contract; a test that ends with any has failed. */
  readonly violations: string[] = [];
  readonly events: Recorded[] = [];
  journalId = GATE_JOURNAL;
  connections = 0;
  script: Script;
  readonly #hello: Omit<Hello, "journalId" | "gateSeq">;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #subscriber: Socket | null = null;

  constructor(t: ExecutionContext, binding: Hello["binding"], script: Script = {}) {
    this.path = join(tempDir(t), "agent.sock");
    this.script = script;
    this.#hello = { protocol: PROTOCOL_VERSION, pid: 1, binding, nextTick: 0, speed: "max" };
    this.#server = createServer((socket) => this.#welcome(socket));
    t.teardown(() => this.close());
  }

  nextTick: number | null = 0;

  listen(): Promise<void> {
    return new Promise((done) => this.#server.listen(this.path, done));
  }

  close(): void {
    this.hangUp();
    this.#server.close();
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Journals an event and publishes it to whoever follows. */
  emit(type: string, data: Params): Recorded {
    const event = this.record(type, data);
    this.publish(event);
    return event;
  }

  /** Journals an event and keeps it to itself. */
  record(type: string, data: Params, ts = 1_760_000_000_000): Recorded {
    const id = idOf(this.events.length + 1);
    const draft = { id, ts, type, causationId: null, correlationId: id, data };
    const event = recordedOf(rowOf(draft, this.events.length + 1, this.events.at(-1)?.hash ?? GENESIS));
    this.events.push(event);
    return event;
  }

  publish(event: Recorded): void {
    this.notify("event.published", { journalId: this.journalId, event });
  }

  /** Closes tick n of the walk. */
  tick(n: number, { candleTs, candles }: Tick, change: (close: string) => string = (close) => close): void {
    this.nextTick = n + 1;
    this.notify("market.tick", {
      n,
      at: candleTs + 5 * MINUTE_MS,
      gateSeq: this.events.length,
      candles: [...candles].map(([symbol, candle]) => ({
        symbol,
        ts: candle.ts,
        open: fromNumber(candle.open),
        high: fromNumber(candle.high),
        low: fromNumber(candle.low),
        close: change(fromNumber(candle.close)),
        volume: candle.volume,
      })),
    });
  }

  notify(method: string, params: Params): void {
    this.raw(`${JSON.stringify({ jsonrpc: "2.0", method, params })}\n`);
  }

  /** Bytes as they are, to whoever follows. */
  raw(text: string): void {
    this.#subscriber?.write(text);
  }

  sent(method: string): readonly Params[] {
    return this.frames.filter((frame) => frame.method === method).map(({ params }) => params);
  }

  /** Resolves once it is true; looked at after every turn of the event loop. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((wake) => setImmediate(wake));
  }

  #greeting(): Hello {
    const { journalId, nextTick } = this;
    return { ...this.#hello, journalId, nextTick, gateSeq: this.events.length };
  }

  #welcome(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    let rest = "";
    socket.on("data", (chunk: Buffer) => {
      const lines = (rest + chunk.toString("utf8")).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#take(socket, line);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.#sockets.delete(socket);
      if (this.#subscriber === socket) this.#subscriber = null;
    });
  }

  #take(socket: Socket, line: string): void {
    const { id, method, params } = request.parse(JSON.parse(line));
    const verb = Object.hasOwn(agentVerbs, method) ? agentVerbs[method as AgentVerb] : undefined;
    const checked = verb?.params.safeParse(params);
    if (verb === undefined || !checked?.success) {
      this.violations.push(`${method}: ${checked?.error?.message}`);
      return;
    }
    this.frames.push({ method, params });
    const reply =
      this.script[method as AgentVerb]?.(params) ?? usualReply(method as AgentVerb, params, this.#greeting());
    if (reply === "silence") return;
    if (reply === "hangup") {
      socket.destroy();
      return;
    }
    const send = (frame: object) => socket.write(`${JSON.stringify({ jsonrpc: "2.0", id, ...frame })}\n`);
    if ("refuse" in reply) {
      const { code, remedy } = REFUSALS[reply.refuse];
      send({ error: { code, message: `no: ${reply.refuse}`, data: { reason: reply.refuse, remedy } } });
      return;
    }
    send({ result: reply });
    if (method !== "events.subscribe") return;
    this.#subscriber = socket;
    for (const event of this.events.slice(Number(params["fromSeq"]) - 1)) this.publish(event);
  }
}
