import { fork, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openRpc } from "../src/agent/gateClient/rpcClient.ts";
import { sayHello } from "../src/agent/gateClient/hello.ts";
import { agentVerbs } from "../src/gate/contract/agentVerbs.ts";
import { idSource } from "../src/store/ids.ts";
import { seededRandom } from "../src/store/random.ts";
import type { Intent } from "../src/store/words/intent.ts";
import { machineTimers } from "../bin/timers.ts";
import { line, micro, percentile, timed } from "./measure.ts";

/** Fewer than the bucket of the shipped safety.yaml holds, and slower than it refills. */
const COUNT = 300;
const PAUSE_MS = 6;

/** Intent → verdict through the pipe, journal and all, beside a bare echo of as many bytes. */
export async function benchVerdict(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "trade-bench-"));
  const home = join(folder, "h");
  const gate = spawn(
    process.execPath,
    ["dist/bin/main.js", "gate", "run", "--home", home, "--market", "sim", "--speed", "0.001"],
    { stdio: "ignore" },
  );
  const echo = fork(join(import.meta.dirname, "echo.js"), [join(folder, "echo.sock")]);
  await new Promise((done) => echo.once("message", done));
  try {
    const rpc = openRpc({
      socket: await dial(join(home, "run", "agent.sock")),
      verbs: agentVerbs,
      setTimer: machineTimers.after,
    });
    await sayHello(rpc, "bench", null);
    const nextId = idSource(() => 1_760_000_000_000, seededRandom("bench"));
    const verdicts = await timed(
      COUNT,
      async () => {
        await rpc.call("intent.submit", { intent: intentOf(nextId()) });
      },
      PAUSE_MS,
    );
    const bare = await echoes(
      await dial(join(folder, "echo.sock")),
      Buffer.byteLength(JSON.stringify(intentOf(nextId()))),
    );
    rpc.close("done");
    const ratio = percentile(verdicts, 0.5) / percentile(bare, 0.5);
    line("intent → verdict over the pipe (p50 / p99)", micro(verdicts), `socket echo ${micro(bare)}`, ratio);
  } finally {
    await ended(gate);
    await ended(echo);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function dial(path: string): Promise<Socket> {
  for (let tries = 0; tries < 400; tries += 1) {
    const socket = connect(path);
    const ok = await new Promise<boolean>((done) =>
      socket.once("connect", () => done(true)).once("error", () => done(false)),
    );
    if (ok) return socket;
    await sleep(25);
  }
  throw new Error(`${path} does not answer`);
}

async function echoes(socket: Socket, bytes: number): Promise<number[]> {
  const message = Buffer.alloc(bytes, "x");
  const samples = await timed(
    COUNT,
    () => {
      let got = 0;
      return new Promise<void>((done) => {
        const listen = (chunk: Buffer): void => {
          got += chunk.length;
          if (got < bytes) return;
          socket.off("data", listen);
          done();
        };
        socket.on("data", listen);
        socket.write(message);
      });
    },
    PAUSE_MS,
  );
  socket.destroy();
  return samples;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await gone;
}

/** An entry that is refused for want of a quote, after every check was evaluated and journaled. */
const intentOf = (intentId: string): Intent => ({
  intentId,
  ruleId: "ema-trend",
  ruleVersion: 1,
  symbol: "BTC/USD",
  purpose: "entry",
  side: "buy",
  quantity: "0.001",
  type: "market",
  timeInForce: "ioc",
  stopPrice: "50000",
  thesis: { claim: "a bench", evidence: [], invalidation: "none", horizonBars: null, expectedR: null },
  reference: { price: "60000", candleTs: 1_767_225_300_000 },
  createdAt: 1_767_225_600_000,
});
