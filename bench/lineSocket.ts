import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A client that waits for bytes and reads nothing into them: what it measures is the other side. */
export class LineSocket {
  readonly #socket: Socket;
  #text = "";
  #bytes = 0;
  #awaited: { readonly sign: string; readonly done: (text: string) => void } | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("error", () => socket.destroy());
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      this.#bytes += chunk.length;
      this.#text += chunk;
      if (chunk.endsWith("\n")) this.#look();
    });
  }

  /** How many bytes have come in so far. */
  get bytes(): number {
    return this.#bytes;
  }

  send(line: string): void {
    this.#socket.write(`${line}\n`);
  }

  /** Sends a line; gives everything that came until a whole line with `sign` in it. */
  ask(line: string, sign: string): Promise<string> {
    const answer = this.until(sign);
    this.send(line);
    return answer;
  }

  /** Everything that comes until a whole line with `sign` in it. */
  until(sign: string): Promise<string> {
    return new Promise((done) => {
      this.#awaited = { sign, done };
      this.#look();
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #look(): void {
    const awaited = this.#awaited;
    if (awaited === null || !this.#text.endsWith("\n") || !this.#text.includes(awaited.sign)) return;
    const text = this.#text;
    this.#text = "";
    this.#awaited = null;
    awaited.done(text);
  }
}

/** Knocks until somebody opens, for ten seconds. */
export async function dial(path: string): Promise<LineSocket> {
  for (let tries = 0; tries < 400; tries += 1) {
    const socket = connect(path);
    const ok = await new Promise<boolean>((done) =>
      socket.once("connect", () => done(true)).once("error", () => done(false)),
    );
    if (ok) return new LineSocket(socket);
    await sleep(25);
  }
  throw new Error(`${path} does not answer`);
}
