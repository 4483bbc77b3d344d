import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ended, frame, hello, startGate } from "./gate.ts";
import { dial, type LineSocket } from "./lineSocket.ts";
import { line, micro, percentile } from "./measure.ts";

const COUNT = 200;
const PAUSE_MS = 10;
/** What a person at the keys must never wait longer for, whatever the agent does. */
const GOAL_US = 50_000;

/** How long the operator waits for the gate while the agent floods it, beside the same gate left in peace. */
export async function benchFlood(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "trade-bench-"));
  const home = join(folder, "h");
  const gate = startGate(home, "shipped");
  try {
    const operator = await dial(join(home, "run", "operator.sock"));
    await operator.ask(hello, '"id":0');
    const calm = await answers(operator);
    const flooder = fork(join(import.meta.dirname, "flooder.js"), [join(home, "run", "agent.sock")]);
    await new Promise((done) => flooder.once("message", done));
    const flooded = await answers(operator);
    const status = await operator.ask(frame(2, "status.get"), '"id":2');
    await ended(flooder);
    operator.close();
    if (!status.includes('"cause":"flood"')) throw new Error("the flood was not held");
    const name = "operator during a flood (p50 / p99)";
    line(name, micro(flooded), `in peace ${micro(calm)}`, percentile(flooded, 0.5) / percentile(calm, 0.5));
    const longest = percentile(flooded, 1);
    line("the longest of these", `${longest.toFixed(0)} µs`, `goal ${GOAL_US} µs`, longest / GOAL_US);
  } finally {
    await ended(gate);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function answers(operator: LineSocket): Promise<number[]> {
  const samples: number[] = [];
  for (let i = 0; i < COUNT; i += 1) {
    await sleep(PAUSE_MS);
    const from = performance.now();
    await operator.ask(frame(1, "status.get"), '"id":1');
    samples.push((performance.now() - from) * 1_000);
  }
  return samples;
}
