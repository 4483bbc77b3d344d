import { EventEmitter } from "node:events";
import { PassThrough, Writable } from "node:stream";
import xterm from "@xterm/headless";
import type { Answer, CockpitPort } from "../../src/agent/cockpit/port.ts";
import type { View } from "../../src/agent/cockpit/view.ts";
import type { OperatorVerb } from "../../src/gate/contract/operatorVerbs.ts";
import { mountCockpit, type MountOptions } from "../../src/tui/mount.tsx";

export interface Sent {
  readonly verb: OperatorVerb;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A port of which the test holds the other end. */
export function scriptedPort(first: View) {
  const sent: Sent[] = [];
  const changes = new EventEmitter();
  let canceled = 0;
  let view = first;
  const port: CockpitPort = {
    view: () => view,
    subscribe: (changed) => {
      changes.on("view", changed);
      return () => changes.off("view", changed);
    },
    cancelCycle: () => {
      canceled += 1;
    },
    send: (verb, params): Promise<Answer> => {
      sent.push({ verb, params });
      return Promise.resolve({ ok: true, text: "done" });
    },
  };
  const show = (next: View): void => {
    view = next;
    changes.emit("view");
  };
  return { port, sent, show, canceled: () => canceled };
}

function fakeStdin(): NodeJS.ReadableStream & { write(text: string): unknown } {
  const stream = new PassThrough();
  const self = () => stream;
  return Object.assign(stream, { isTTY: true, isRaw: false, setRawMode: self, ref: self, unref: self });
}

interface Options extends Partial<Pick<MountOptions, "palette" | "colorLevel" | "textField" | "killed">> {
  readonly columns?: number;
  readonly rows?: number;
}

/** The cockpit drawn into a headless terminal: what an operator would see, and every byte it took. */
export function openScreen(
  view: View,
  { columns = 120, rows = 40, palette = "default", colorLevel = 3, ...rest }: Options = {},
) {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  let written = "";
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      written += chunk.toString();
      terminal.write(chunk, done);
    },
  });
  const stdout = Object.assign(stream, { columns, rows, isTTY: true }) as Writable & NodeJS.WriteStream;
  const stdin = fakeStdin();
  const world = scriptedPort(view);
  const app = mountCockpit({ ...rest, port: world.port, stdin, stdout, palette, colorLevel, maxFps: 1_000 });
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      await new Promise<void>((done) => setImmediate(done));
      await app.settle();
      await new Promise<void>((done) => terminal.write("", done));
    }
  };
  const lines = (): string[] =>
    Array.from({ length: terminal.rows }, (_, y) => terminal.buffer.active.getLine(y)?.translateToString(true) ?? "");
  return {
    ...world,
    app,
    terminal,
    settle,
    lines,
    text: () => lines().join("\n"),
    /** All that was written since the last call. */
    taken: () => {
      const now = written;
      written = "";
      return now;
    },
    async press(...keys: readonly string[]) {
      for (const key of keys) {
        stdin.write(key);
        await settle();
        // Ink waits 20 ms to tell the Esc key from the start of a sequence.
        if (key === "\u001b") await new Promise<void>((done) => setTimeout(done, 30));
      }
      await settle();
    },
    async change(next: View) {
      world.show(next);
      await new Promise<void>((done) => setTimeout(done, 5));
      await settle();
    },
    async resize(columns: number, rows: number) {
      terminal.resize(columns, rows);
      Object.assign(stdout, { columns, rows });
      stdout.emit("resize");
      await settle();
    },
  };
}
