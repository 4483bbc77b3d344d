import { type ChildProcess, fork } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { idSource } from "../src/store/ids.ts";
import { seededRandom } from "../src/store/random.ts";
import { attach, ended, frame, startGate } from "./gate.ts";
import { dial } from "./lineSocket.ts";
import { line as figure, micro, percentile, timed, timedByTurns } from "./measure.ts";

const COUNT = 2_000;
/** Of the first ones after a start, before anything has been compiled: what a day of few orders looks like. */
const COLD_COUNT = 100;
/** A file system in memory: the same journal, without the disk's part. */
const MEMORY = "/dev/shm";

/** Intent → verdict over the pipe to a real gate, its events included, beside a bare peer moving as many bytes. */
export async function benchVerdict(): Promise<void> {
  if (existsSync(MEMORY)) await verdicts(MEMORY, false);
  else figure("intent → verdict, journal in memory", "not run", `there is no ${MEMORY}`, null);
  await verdicts(tmpdir(), true);
}

async function verdicts(where: string, durable: boolean): Promise<void> {
  const folder = mkdtempSync(join(where, "trade-bench-"));
  const gate = startGate(join(folder, "h"), "open");
  const children = [gate];
  try {
    const { agent, intentOf } = await attach(join(folder, "h"));
    const nextId = idSource(() => 1_760_000_000_000, seededRandom("bench"));
    let id = 0;
    const asked = () => frame((id += 1), "intent.submit", { intent: intentOf(nextId()) });
    const ask = (): Promise<string> => agent.ask(asked(), `{"jsonrpc":"2.0","id":${id},`);
    const cold = await timed(COLD_COUNT, ask, 0);
    const { peer, path } = await echoOf(folder, await ask(), durable);
    children.push(peer);
    const echo = await dial(path);
    const line = asked();
    // By turns: what else runs on the machine, and how deep it sleeps between two frames, then weighs on both alike.
    const [warm, bare] = await timedByTurns(COUNT, ask, () => echo.ask(line, "x\n"));
    agent.close();
    echo.close();
    const limit = `${durable ? "echo and fdatasync" : "echo"} ${micro(bare)}`;
    const name = `intent → verdict, journal ${durable ? "on disk" : "in memory"} (p50 / p99)`;
    figure(name, micro(warm), limit, percentile(warm, 0.5) / percentile(bare, 0.5));
    if (!durable) return;
    const ratio = percentile(cold, 0.5) / percentile(bare, 0.5);
    figure(`the first ${COLD_COUNT} of these after a start`, micro(cold), limit, ratio);
  } finally {
    for (const child of children) await ended(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A peer that answers with as many bytes, and keeps as many in a file as the events have that the gate must keep. */
async function echoOf(folder: string, answer: string, durable: boolean): Promise<{ peer: ChildProcess; path: string }> {
  const path = join(folder, "echo.sock");
  const kept = answer.split("\n").filter((each) => each.includes('"event.published"'));
  const record = durable ? [join(folder, "record"), String(kept.join().length)] : [];
  const peer = fork(join(import.meta.dirname, "echo.js"), [path, String(answer.length), ...record]);
  await new Promise((done) => peer.once("message", done));
  return { peer, path };
}
