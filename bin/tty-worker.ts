import { openSync } from "node:fs";
import { ReadStream } from "node:tty";
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { haltGate } from "../src/tui/input/haltGate.ts";
import { readTty } from "../src/tui/input/ttyReader.ts";

/** Owns the terminal's input: start it as a worker with these as `workerData`, and hand it to `ttyFeed`. */
const options = z.strictObject({
  socketPath: z.string().min(1),
  killFile: z.string().min(1),
  ttyPath: z.string().min(1).default("/dev/tty"),
});

if (parentPort === null) throw new Error("tty-worker is a worker: `trade` starts it");
const { ttyPath, ...paths } = options.parse(workerData);
const tty = new ReadStream(openSync(ttyPath, "r"));
tty.setRawMode(true);
const close = (): void => {
  tty.setRawMode(false);
  tty.destroy();
};
const input = {
  on: (event: "data" | "end" | "error", listener: (bytes: Uint8Array) => void) => tty.on(event, listener),
  close,
};
readTty({ input, peer: parentPort, kill: () => haltGate(paths) });
