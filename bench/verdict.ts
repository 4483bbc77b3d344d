import { fork } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { idSource } from "../src/store/ids.ts";
import { seededRandom } from "../src/store/random.ts";
import { attach, ended, frame, startGate } from "./gate.ts";
import { dial, type LineSocket } from "./lineSocket.ts";
import { line, micro, percentile, timed } from "./measure.ts";

const COUNT = 2_000;
/** Of the first ones after a start, before anything has been compiled: what a day of few orders looks like. */
const COLD_COUNT = 100;
/** A file system in memory: the same journal, without the disk's part. */
const MEMORY = "/dev/shm";

/** Intent → verdict over the pipe to a real gate, its events included, beside a bare peer moving as many bytes. */
export async function benchVerdict(): Promise<void> {
  if (existsSync(MEMORY)) await verdicts(MEMORY, false);
  else line("intent → verdict, journal in memory", "not run", `there is no ${MEMORY}`, null);
  await verdicts(tmpdir(), true);
}

async function verdicts(where: string, durable: boolean): Promise<void> {
  const folder = mkdtempSync(join(where, "trade-bench-"));
  const gate = startGate(join(folder, "h"), "open");
  try {
    const { agent, intentOf } = await attach(join(folder, "h"));
    const nextId = idSource(() => 1_760_000_000_000, seededRandom("bench"));
    let id = 0;
    const ask = async (): Promise<void> => {
      id += 1;
      await agent.ask(frame(id, "intent.submit", { intent: intentOf(nextId()) }), `{"jsonrpc":"2.0","id":${id},`);
    };
    const cold = await timed(COLD_COUNT, ask, 0);
    const before = agent.bytes;
    await ask();
    const answerBytes = agent.bytes - before;
    const warm = await timed(COUNT, ask, COUNT);
    agent.close();
    const asked = frame(id, "intent.submit", { intent: intentOf(nextId()) });
    const bare = await echoes(folder, asked, answerBytes, durable);
    const name = durable ? "intent → verdict, journal on disk" : "intent → verdict, journal in memory";
    const limit = `${durable ? "echo + fdatasync" : "echo"} of ${(answerBytes / 1024).toFixed(0)} KiB ${micro(bare)}`;
    line(`${name} (p50 / p99)`, micro(warm), limit, percentile(warm, 0.5) / percentile(bare, 0.5));
    if (durable) {
      const ratio = percentile(cold, 0.5) / percentile(bare, 0.5);
      line(`the first ${COLD_COUNT} of these after a start`, micro(cold), limit, ratio);
    }
  } finally {
    await ended(gate);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As many bytes there and back, and as many into a file where the gate must. */
async function echoes(folder: string, asked: string, answerBytes: number, durable: boolean): Promise<number[]> {
  const path = join(folder, "echo.sock");
  const record = durable ? [join(folder, "record"), String(answerBytes)] : [];
  const peer = fork(join(import.meta.dirname, "echo.js"), [path, String(answerBytes), ...record]);
  try {
    await new Promise((done) => peer.once("message", done));
    const socket: LineSocket = await dial(path);
    const samples = await timed(COUNT, async () => void (await socket.ask(asked, "x\n")), COUNT);
    socket.close();
    return samples;
  } finally {
    await ended(peer);
  }
}
