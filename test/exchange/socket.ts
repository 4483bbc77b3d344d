import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/** More than any question of a client takes, in bytes. */
const MAX_FRAME = 1 << 16;
const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** The server's end of a websocket (RFC 6455): whole text messages, pings answered, nothing else. */
export class Socket {
  readonly #stream: Duplex;
  #pending = Buffer.alloc(0);

  /** Answers the upgrade. `hear` gets each message, `gone` is called once. */
  constructor(request: IncomingMessage, stream: Duplex, hear: (text: string) => void, gone: () => void) {
    this.#stream = stream;
    const accept = createHash("sha1")
      .update(`${request.headers["sec-websocket-key"] ?? ""}${GUID}`)
      .digest("base64");
    stream.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    stream.on("data", (chunk: Buffer) => this.#read(chunk, hear));
    stream.on("error", () => stream.destroy());
    stream.once("close", gone);
  }

  send(text: string): void {
    this.#write(TEXT, Buffer.from(text));
  }

  /** Without a word, as lines break. */
  drop(): void {
    this.#stream.destroy();
  }

  #write(opcode: number, body: Buffer): void {
    if (this.#stream.destroyed) return;
    const head = body.length < 126 ? Buffer.alloc(2) : body.length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
    head[0] = 0x80 | opcode;
    if (head.length === 2) head[1] = body.length;
    else if (head.length === 4) {
      head[1] = 126;
      head.writeUInt16BE(body.length, 2);
    } else {
      head[1] = 127;
      head.writeBigUInt64BE(BigInt(body.length), 2);
    }
    this.#stream.write(Buffer.concat([head, body]));
  }

  #read(chunk: Buffer, hear: (text: string) => void): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    for (;;) {
      const frame = frameOf(this.#pending);
      if (frame === "more") return;
      if (frame === "wrong") return this.drop();
      this.#pending = this.#pending.subarray(frame.size);
      if (frame.opcode === TEXT) hear(frame.body.toString());
      else if (frame.opcode === PING) this.#write(PONG, frame.body);
      else if (frame.opcode === CLOSE) {
        this.#write(CLOSE, frame.body);
        this.#stream.end();
      }
    }
  }
}

interface Frame {
  readonly opcode: number;
  readonly body: Buffer;
  readonly size: number;
}

/** The first frame of what came in: clients mask theirs. */
function frameOf(bytes: Buffer): Frame | "more" | "wrong" {
  if (bytes.length < 2) return "more";
  const [first = 0, second = 0] = bytes;
  const short = second & 0x7f;
  if ((second & 0x80) === 0 || (first & 0x80) === 0 || short === 127) return "wrong";
  const start = short === 126 ? 4 : 2;
  if (bytes.length < start + 4) return "more";
  const length = short === 126 ? bytes.readUInt16BE(2) : short;
  if (length > MAX_FRAME) return "wrong";
  const size = start + 4 + length;
  if (bytes.length < size) return "more";
  const mask = bytes.subarray(start, start + 4);
  const body = Buffer.from(bytes.subarray(start + 4, size).map((byte, i) => byte ^ (mask[i % 4] ?? 0)));
  return { opcode: first & 0x0f, body, size };
}
