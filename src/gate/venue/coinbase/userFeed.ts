import { z } from "zod";
import type { Clock } from "../../../store/time.ts";
import type { Timers } from "../../heart/pace.ts";
import { type CoinbaseKey, type SigningKey, signingKey } from "./key.ts";
import { productIdOf } from "./productId.ts";
import { streamToken } from "./token.ts";

/** A line to the venue's websocket: the platform's own, handed in. */
export interface StreamSocket {
  send(text: string): void;
  close(): void;
  addEventListener(type: "open" | "close" | "error", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

export interface UserFeedOptions {
  readonly key: CoinbaseKey;
  readonly url: string;
  readonly symbols: readonly string[];
  readonly connect: (url: string) => StreamSocket;
  readonly now: Clock;
  readonly timers: Timers;
  /** Something happened to an order, or may have happened unheard: look. */
  readonly onNews: () => void;
}

/** Heartbeats come every second: a line without any is dead, whatever it says of itself. */
const SILENT_MS = 5_000;
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;
const MAX_MESSAGE_CHARS = 1 << 20;

const message = z.looseObject({ channel: z.string(), sequence_num: z.int().min(0) });

/**
 * Coinbase's user channel, as news and never as truth: it replays, counts cumulatively and drops messages, so whatever
 * comes (an order that changed, a number that was skipped, a line that fell silent) only makes the gate look at once
 * instead of at its next round. Without the feed everything works as well, a little later.
 */
export class UserFeed {
  readonly #options: UserFeedOptions;
  readonly #key: SigningKey;
  #socket: StreamSocket | null = null;
  #expected = 0;
  #pauseMs = FIRST_PAUSE_MS;
  #callOff: () => void = () => {};
  #stopped = true;

  /** @throws InputError when the key cannot be used. */
  constructor(options: UserFeedOptions) {
    this.#options = options;
    this.#key = signingKey(options.key);
  }

  start(): void {
    this.#stopped = false;
    this.#open();
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
    this.#socket?.close();
    this.#socket = null;
  }

  #open(): void {
    const socket = this.#options.connect(this.#options.url);
    this.#socket = socket;
    this.#expected = 0;
    this.#listenFor(SILENT_MS);
    const isCurrent = (): boolean => this.#socket === socket;
    socket.addEventListener("open", () => isCurrent() && this.#subscribe(socket));
    socket.addEventListener("message", ({ data }) => void (isCurrent() && this.#hear(data)));
    for (const end of ["close", "error"] as const)
      socket.addEventListener(end, () => void (isCurrent() && this.#lose()));
  }

  #subscribe(socket: StreamSocket): void {
    const jwt = streamToken(this.#key, this.#options.now);
    const product_ids = this.#options.symbols.map(productIdOf);
    for (const channel of ["heartbeats", "user"]) {
      socket.send(JSON.stringify({ type: "subscribe", channel, product_ids, jwt }));
    }
  }

  #hear(data: unknown): void {
    const parsed = message.safeParse(
      typeof data === "string" && data.length <= MAX_MESSAGE_CHARS ? jsonOf(data) : null,
    );
    if (!parsed.success) return this.#lose();
    const { channel, sequence_num } = parsed.data;
    // One that came twice says nothing new; one that was skipped may have said anything.
    if (sequence_num < this.#expected) return;
    if (sequence_num > this.#expected) return this.#lose();
    this.#expected += 1;
    this.#pauseMs = FIRST_PAUSE_MS;
    this.#listenFor(SILENT_MS);
    if (channel === "user") this.#options.onNews();
  }

  #listenFor(ms: number): void {
    this.#callOff();
    this.#callOff = this.#options.timers.after(ms, () => this.#lose());
  }

  /** What may have been missed is looked for, and another line is opened after a pause. */
  #lose(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#callOff();
    if (this.#stopped) return;
    socket?.close();
    this.#options.onNews();
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(MAX_PAUSE_MS, 2 * pauseMs);
    this.#callOff = this.#options.timers.after(pauseMs, () => this.#open());
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
