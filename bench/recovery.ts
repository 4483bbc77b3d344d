import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PROTOCOL_VERSION } from "../src/gate/contract/frame.ts";
import { openingOf } from "../bin/gate/account.ts";
import { Gate } from "../src/gate/heart/gate.ts";
import { TickTime } from "../src/gate/heart/marketTime.ts";
import { recover } from "../src/gate/heart/recover.ts";
import { parseSafety } from "../src/gate/safety/load.ts";
import { idSource } from "../src/store/ids.ts";
import { openJournal } from "../src/store/journal/journal.ts";
import { readInstruments } from "../src/store/market/instruments.ts";
import { seededRandom } from "../src/store/random.ts";
import type { AccountBinding } from "../src/store/words/account.ts";
import { ended } from "./gate.ts";
import { line } from "./measure.ts";

const CANDLE_MS = 60_000;
const EPOCH = Date.UTC(2025, 0, 1);
const GOAL_MS = 1_000;
const BATCH = 2_000;
const BINDING: AccountBinding = {
  mode: "paper",
  venue: "paper",
  market: { kind: "coinbase" },
  symbols: ["BTC/USD"],
  timeframe: "1m",
  currency: "USD",
};

/** From the spawn of a gate's process to its first answer, by the length of its journal, beside a gate without any. */
export async function benchRecovery(most: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "trade-bench-"));
  try {
    const fresh = await readyMs(homeOf(folder, 0));
    for (const events of [10_000, 100_000, 1_000_000].filter((count) => count <= most)) {
      const home = homeOf(folder, events);
      const replayMs = writeHistory(home, events);
      const ms = await readyMs(home);
      const name = `gate ready after ${events.toLocaleString("en")} events`;
      line(name, `${ms.toFixed(0)} ms`, `no journal ${fresh.toFixed(0)} ms · goal ${GOAL_MS} ms`, ms / fresh);
      line("  the same history without a snapshot, in process", `${replayMs.toFixed(0)} ms`, "", null);
      rmSync(home, { recursive: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function homeOf(folder: string, events: number): string {
  const home = join(folder, `h${events}`);
  mkdirSync(join(home, "gate"), { recursive: true, mode: 0o700 });
  writeFileSync(join(home, "gate", "safety.yaml"), readFileSync("safety.yaml"));
  return home;
}

/** A journal of so many events as a gate writes them: candles, quotes, entries and what came of them. */
function writeHistory(home: string, events: number): number {
  const journal = openJournal({
    path: join(home, "gate", "gate.db"),
    journalId: idSource(() => EPOCH, seededRandom("bench"))(),
    wallClock: Date.now,
    pid: process.pid,
  });
  const time = new TickTime(EPOCH);
  const safety = parseSafety(readFileSync("safety.yaml", "utf8"), "safety.yaml");
  const facts = { ...readInstruments("instruments.yaml").get("BTC/USD"), asOf: null };
  const nextId = idSource(time.now, seededRandom("history"));
  const gate = new Gate({ journal, safety, timeframe: "1m", time, nextId, publish: () => {} });
  const opening = { binding: BINDING, limits: safety.limits, instruments: [facts], starters: "rules/starter.yaml" };
  gate.execute(openingOf({ ...opening, cash: null }));
  journal.setMeta("binding", JSON.stringify(BINDING));
  for (let n = 0; gate.state.seq < events;) {
    journal.batch(() => {
      for (const until = n + BATCH; n < until && gate.state.seq < events; n += 1) minute(gate, time, n);
    });
  }
  const from = performance.now();
  recover({ ...journal, loadSnapshot: () => null });
  const took = performance.now() - from;
  journal.close();
  return took;
}

/** One minute of an account: a candle, a quote, and now and then money that moves. */
function minute(gate: Gate, time: TickTime, n: number): void {
  const at = EPOCH + (n + 1) * CANDLE_MS;
  const price = (60_000 + 500 * Math.sin(n / 40)).toFixed(2);
  time.moveTo(at);
  const candles = [{ symbol: "BTC/USD", high: price, low: price, close: price }];
  gate.execute({ type: "market.advance", n: gate.state.nextTick, at, candleTs: at - CANDLE_MS, candles });
  gate.execute({ type: "market.quote", at, marks: { "BTC/USD": { price, at } } });
  if (n % 50 === 0) gate.execute({ type: "cash.move", amount: n % 100 === 0 ? "1" : "-1", reference: `minute ${n}` });
}

async function readyMs(home: string): Promise<number> {
  const from = performance.now();
  const argv = ["dist/bin/main.js", "gate", "run", "--home", home, "--market", "coinbase", "--timeframe", "1m"];
  // Nobody listens there: what is measured is the gate, not somebody's network.
  const env = {
    ...process.env,
    TRADE_COINBASE_URL: "http://127.0.0.1:9",
    NODE_OPTIONS: "--disable-warning=ExperimentalWarning",
  };
  const child = spawn(process.execPath, argv, { stdio: "ignore", env });
  try {
    while (!(await answers(join(home, "run", "operator.sock")))) {
      if (child.exitCode !== null) throw new Error(`the gate ended with ${child.exitCode}`);
      await sleep(2);
    }
    return performance.now() - from;
  } finally {
    await ended(child);
  }
}

const HELLO = JSON.stringify({
  jsonrpc: "2.0",
  id: 0,
  method: "hello",
  params: { protocol: PROTOCOL_VERSION, client: "bench", journalId: null },
});

function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path, () => void socket.write(`${HELLO}\n`));
    const end = (isThere: boolean) => {
      socket.destroy();
      done(isThere);
    };
    socket.once("data", () => end(true)).once("error", () => end(false));
  });
}
