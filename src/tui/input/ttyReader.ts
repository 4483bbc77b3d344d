import type { Answer } from "../../agent/cockpit/port.ts";
import { abandoned, GROUND, scan, type ScanState, silent } from "./killScanner.ts";

/** What the worker tells the main thread. Bytes come in order; a kill key comes apart from the others. */
export type FromReader =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "killKey"; readonly bytes: Uint8Array }
  | { readonly kind: "killed"; readonly answer: Answer }
  | { readonly kind: "ended" };

/** What the main thread tells the worker. */
export type ToReader = { readonly kind: "field"; readonly isFocused: boolean } | { readonly kind: "stop" };

/** The terminal's input as a worker opens it: in raw mode until closed. */
interface TtyInput {
  on(event: "data", listener: (bytes: Uint8Array) => void): unknown;
  on(event: "end" | "error", listener: () => void): unknown;
  close(): void;
}

/** The other end: `parentPort` of the worker. */
interface ReaderPeer {
  on(event: "message", listener: (message: ToReader) => void): unknown;
  postMessage(message: FromReader): void;
  close(): void;
}

/** Ink waits 20 ms for the rest of an escape sequence; a little more, so that both agree on what was the Esc key. */
const ESCAPE_SILENCE_MS = 25;
/** A paste that says nothing for so long has lost its end. */
const PASTE_SILENCE_MS = 2_000;

interface ReaderOptions {
  readonly input: TtyInput;
  readonly peer: ReaderPeer;
  /** Halts the gate from this thread; never throws. */
  readonly kill: () => Promise<Answer>;
}

/**
 * The kill key, read apart from everything else: it works while the main thread is busy. Every byte goes on to the
 * main thread; a byte that killed goes as `killKey`, so that the screen does not halt a second time.
 */
export function readTty({ input, peer, kill }: ReaderOptions): void {
  let state: ScanState = GROUND;
  let isField = false;
  let timer: NodeJS.Timeout | undefined;

  function heard(bytes: Uint8Array): void {
    clearTimeout(timer);
    const found = scan(state, bytes, isField);
    state = found.state;
    if (found.kills.length > 0) void kill().then((answer) => peer.postMessage({ kind: "killed", answer }));
    for (const message of split(bytes, found.kills)) peer.postMessage(message);
    if (state.kind === "paste") timer = setTimeout(() => (state = abandoned()), PASTE_SILENCE_MS);
    else if (state.kind !== "ground") timer = setTimeout(() => (state = silent(state)), ESCAPE_SILENCE_MS);
  }

  input.on("data", heard);
  input.on("end", () => peer.postMessage({ kind: "ended" }));
  input.on("error", () => peer.postMessage({ kind: "ended" }));
  peer.on("message", (message) => {
    if (message.kind === "field") {
      isField = message.isFocused;
      return;
    }
    clearTimeout(timer);
    input.close();
    peer.close();
  });
}

/** The bytes in order, each kill key in a message of its own. */
function split(bytes: Uint8Array, kills: readonly number[]): readonly FromReader[] {
  const found: FromReader[] = [];
  let start = 0;
  for (const offset of kills) {
    if (offset > start) found.push({ kind: "bytes", bytes: bytes.slice(start, offset) });
    found.push({ kind: "killKey", bytes: bytes.slice(offset, offset + 1) });
    start = offset + 1;
  }
  if (start < bytes.length) found.push({ kind: "bytes", bytes: bytes.slice(start) });
  return found;
}
