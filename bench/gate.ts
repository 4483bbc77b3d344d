import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROTOCOL_VERSION } from "../src/gate/contract/frame.ts";
import type { Intent } from "../src/store/words/intent.ts";
import { dial, type LineSocket } from "./lineSocket.ts";

export const frame = (id: number, method: string, params: object = {}): string =>
  JSON.stringify({ jsonrpc: "2.0", id, method, params });
export const hello = frame(0, "hello", { protocol: PROTOCOL_VERSION, client: "bench", journalId: null });

/** A real gate in a process of its own, on the sim, with the shipped limits but for the agent's rate. */
export function startGate(home: string, rate: "shipped" | "open"): ChildProcess {
  mkdirSync(join(home, "gate"), { recursive: true, mode: 0o700 });
  const shipped = readFileSync("safety.yaml", "utf8");
  const open = shipped.replace(/(framesPerSecond|burstFrames): \d+/g, "$1: 100000");
  writeFileSync(join(home, "gate", "safety.yaml"), rate === "open" ? open : shipped);
  return spawn(
    process.execPath,
    ["dist/bin/main.js", "gate", "run", "--home", home, "--market", "sim", "--speed", "3000"],
    { stdio: "ignore", env: { ...process.env, NODE_OPTIONS: "--disable-warning=ExperimentalWarning" } },
  );
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await gone;
}

/** An agent that follows the events and has seen one candle close; it never acknowledges it, so the market stands. */
export async function attach(home: string): Promise<{ agent: LineSocket; intentOf: (intentId: string) => Intent }> {
  const agent = await dial(join(home, "run", "agent.sock"));
  await agent.ask(hello, '"id":0');
  const seen = await agent.ask(frame(0, "events.subscribe", { fromSeq: 1 }), '"market.tick"');
  const tick = seen.split("\n").find((line) => line.includes('"market.tick"')) ?? "";
  const { params } = JSON.parse(tick) as { params: { at: number; candles: { symbol: string; close: string }[] } };
  const { close: price = "0" } = params.candles.find(({ symbol }) => symbol === "BTC/USD") ?? {};
  return { agent, intentOf: (intentId) => tooSmall(intentId, price, params.at) };
}

/** An entry that only its size speaks against: every check has all it needs, is evaluated and journaled. */
export const tooSmall = (intentId: string, price: string, at: number): Intent => ({
  intentId,
  ruleId: "ema-trend",
  ruleVersion: 1,
  symbol: "BTC/USD",
  purpose: "entry",
  side: "buy",
  quantity: "0.00001",
  type: "market",
  timeInForce: "ioc",
  stopPrice: (Number(price) * 0.97).toFixed(2),
  thesis: { claim: "a bench", evidence: [], invalidation: "none", horizonBars: null, expectedR: null },
  reference: { price, candleTs: at - 300_000 },
  createdAt: at,
});
