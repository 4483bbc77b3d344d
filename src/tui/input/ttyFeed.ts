import { PassThrough } from "node:stream";
import type { Answer } from "../../agent/cockpit/port.ts";
import type { FromReader, ToReader } from "./ttyReader.ts";

/** The worker as the main thread sees it. */
export interface ReaderWorker {
  on(event: "message", listener: (message: FromReader) => void): unknown;
  postMessage(message: ToReader): void;
}

/** Keys for mountCockpit that come from the worker which owns the terminal. */
export interface TtyFeed {
  readonly stdin: NodeJS.ReadableStream;
  readonly killed: (listener: (answer: Answer | null) => void) => () => void;
  readonly textField: (isFocused: boolean) => void;
  /** Calls back when the terminal is gone: nobody can type any more. */
  readonly ended: (listener: () => void) => void;
  /** Gives the terminal back in the mode it was in; the worker ends. */
  readonly stop: () => void;
}

/** A stream that Ink takes for a terminal: the worker has set raw mode already. */
function terminalLike(): PassThrough {
  const stream = new PassThrough();
  const self = (): PassThrough => stream;
  return Object.assign(stream, { isTTY: true, isRaw: true, setRawMode: self, ref: self, unref: self });
}

/** Feeds Ink with what the worker reads; a key that the worker killed on is told by `killed` and not typed again. */
export function ttyFeed(worker: ReaderWorker): TtyFeed {
  const stdin = terminalLike();
  const listeners = new Set<(answer: Answer | null) => void>();
  const tell = (answer: Answer | null): void => listeners.forEach((listener) => listener(answer));
  worker.on("message", (message) => {
    if (message.kind === "bytes") stdin.write(message.bytes);
    else if (message.kind === "killKey") tell(null);
    else if (message.kind === "killed") tell(message.answer);
    else stdin.end();
  });
  return {
    stdin,
    killed: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ended: (listener) => void stdin.once("end", listener),
    textField: (isFocused) => worker.postMessage({ kind: "field", isFocused }),
    stop: () => worker.postMessage({ kind: "stop" }),
  };
}
