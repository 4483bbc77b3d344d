import type { Socket } from "node:net";
import type { Recorded } from "../../store/events/envelope.ts";
import { MAX_LINE_BYTES, type ServerFrame } from "../contract/frame.ts";
import { REFUSALS, Refusal } from "../contract/refusal.ts";
import { LineCutter } from "./lines.ts";

/** More than this unread: the reader is dropped. Less than the low mark: it gets the next page of events. */
const MAX_UNREAD_BYTES = 4 << 20;
const LOW_UNREAD_BYTES = 256 << 10;
const PAGE = 200;

export interface EventSource {
  readonly journalId: string;
  readonly head: () => number;
  readonly read: (fromSeq: number, limit: number) => readonly Recorded[];
}

/** The frame of an event, written once however many follow: the newest is kept. */
export class PublishedText {
  readonly #journalId: string;
  #event: Recorded | null = null;
  #text = "";

  constructor(journalId: string) {
    this.#journalId = journalId;
  }

  textOf(event: Recorded): string {
    if (event !== this.#event) {
      this.#event = event;
      const params = { journalId: this.#journalId, event };
      this.#text = JSON.stringify({ jsonrpc: "2.0", method: "event.published", params } satisfies ServerFrame);
    }
    return this.#text;
  }
}

export interface ConnectionOptions {
  readonly id: number;
  readonly socket: Socket;
  readonly events: EventSource;
  /** Shared by all connections. */
  readonly published: PublishedText;
  readonly onLine: (line: string) => void;
}

/** One client of either socket: frames in by line, frames out within bounds, events in order without a gap. */
export class Connection {
  readonly id: number;
  readonly socket: Socket;
  readonly #events: EventSource;
  readonly #published: PublishedText;
  /** The next event to send; null while not subscribed. */
  #nextSeq: number | null = null;
  /** A frame that may only follow the events before it: the tick. */
  #afterEvents: { readonly seq: number; readonly frame: ServerFrame } | null = null;
  #gathering = false;

  constructor({ id, socket, events, published, onLine }: ConnectionOptions) {
    this.id = id;
    this.socket = socket;
    this.#events = events;
    this.#published = published;
    const cutter = new LineCutter(MAX_LINE_BYTES);
    socket.on("data", (chunk: Buffer) => {
      const lines = cutter.push(chunk);
      if (lines !== null) for (const line of lines) onLine(line);
      else {
        this.refuse(null, new Refusal("LINE_TOO_LONG", `a line of more than ${MAX_LINE_BYTES} bytes`));
        // Not merely ended: a client that never hangs up would keep its place, and an agent the lease.
        socket.removeAllListeners("data");
        socket.destroySoon();
      }
    });
    socket.on("drain", () => this.pump());
  }

  send(frame: ServerFrame): void {
    this.#write(JSON.stringify(frame));
  }

  /** What was said since the last time leaves as one write: each costs a system call and wakes the reader. */
  flush(): void {
    if (!this.#gathering) return;
    this.#gathering = false;
    this.socket.uncork();
  }

  refuse(id: string | number | null, { reason, message }: Refusal): void {
    const { code, remedy } = REFUSALS[reason];
    const error = { code, message: message.slice(0, 1_000), data: { reason, remedy } };
    this.send({ jsonrpc: "2.0", id, error });
  }

  notify(method: string, params: Record<string, unknown>): void {
    this.send({ jsonrpc: "2.0", method, params });
  }

  subscribe(fromSeq: number): void {
    this.#nextSeq = fromSeq;
    this.pump();
  }

  /** Sends a notification once every event up to `seq` has gone out. */
  notifyAfter(seq: number, method: string, params: Record<string, unknown>): void {
    this.#afterEvents = { seq, frame: { jsonrpc: "2.0", method, params } };
    this.pump();
  }

  /** A new event: sent at once when this reader is up to date, read from the journal later when it is behind. */
  offer(event: Recorded): void {
    if (this.#nextSeq === event.seq && this.#hasRoom()) this.#publish(event);
    else this.pump();
  }

  /** Sends what the reader has room for: pages of events, then the frame that waited for them. */
  pump(): void {
    while (this.#nextSeq !== null && this.#nextSeq <= this.#events.head() && this.#hasRoom()) {
      const page = this.#events.read(this.#nextSeq, PAGE);
      if (page.length === 0) break;
      for (const event of page) this.#publish(event);
    }
    const waiting = this.#afterEvents;
    if (waiting === null || (this.#nextSeq !== null && this.#nextSeq <= waiting.seq)) return;
    this.#afterEvents = null;
    this.send(waiting.frame);
  }

  #hasRoom(): boolean {
    return !this.socket.destroyed && this.socket.writableLength < LOW_UNREAD_BYTES;
  }

  #publish(event: Recorded): void {
    this.#nextSeq = event.seq + 1;
    this.#write(this.#published.textOf(event));
  }

  #write(text: string): void {
    if (this.socket.destroyed || this.socket.writableEnded) return;
    if (!this.#gathering) {
      this.#gathering = true;
      this.socket.cork();
      process.nextTick(() => this.flush());
    }
    this.socket.write(`${text}\n`);
    if (this.socket.writableLength > MAX_UNREAD_BYTES) this.socket.destroy();
  }
}
