import type { StreamSocket } from "../../../../src/gate/venue/coinbase/userFeed.ts";

/** A line whose other end is the test. */
export class Line implements StreamSocket {
  readonly sent: string[] = [];
  isClosed = false;
  readonly #listeners = new Map<string, (event: { readonly data: unknown }) => void>();

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.isClosed = true;
  }

  addEventListener(type: string, listener: (event: { readonly data: unknown }) => void): void {
    this.#listeners.set(type, listener);
  }

  happens(type: "open" | "close" | "error"): void {
    this.#listeners.get(type)?.({ data: null });
  }

  says(sequence_num: number, channel = "heartbeats"): void {
    this.#listeners.get("message")?.({ data: JSON.stringify({ channel, sequence_num, events: [] }) });
  }

  raw(data: unknown): void {
    this.#listeners.get("message")?.({ data });
  }
}
