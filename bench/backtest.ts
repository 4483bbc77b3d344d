import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { backtest } from "../src/agent/strategy/backtest/backtest.ts";
import type { CandleColumns } from "../src/store/market/candle.ts";
import { sliceColumns } from "../src/store/market/columns.ts";
import { MINUTE_MS } from "../src/store/time.ts";
import { columnsOver, crossing, fillWalk, memoryFor, OPTIONS, TERMS } from "./backtestMarket.ts";
import { handLoop } from "./handLoop.ts";
import { line, percentile, timedByTurns } from "./measure.ts";

const MILLION = 1_000_000;
const LONGEST = 10 * MILLION;
/** Five-minute candles of a year. */
const YEAR = 105_120;
const SETS = 1_000;

const rule = crossing();
const run = (columns: CandleColumns) => backtest([rule], [{ symbol: "BTC/USD", columns, terms: TERMS }], OPTIONS);

/** Backtests beside a loop that somebody wrote for this one rule, and a sweep of its parameters on every core. */
export async function benchBacktest(): Promise<void> {
  const columns = columnsOver(memoryFor(LONGEST), LONGEST);
  fillWalk(columns);
  await besideHand(sliceColumns(columns, 0, MILLION));
  await byLength(columns);
  await sweep();
}

async function besideHand(columns: CandleColumns): Promise<void> {
  const [ours, theirs] = [run(columns), handLoop(columns)];
  const isSame = ours.trades.length === theirs.exitRow.length && Math.abs(ours.finalEquity / theirs.equity - 1) < 1e-6;
  const [mine, hand] = await timedByTurns(
    15,
    () => run(columns),
    () => handLoop(columns),
  );
  const [own, limit] = [percentile(mine, 0.5), percentile(hand, 0.5)];
  const perSecond = (micros: number): string => `${(columns.length / micros).toFixed(0)} M candles/s`;
  const what = isSame ? `hand-written loop ${perSecond(limit)}` : `OTHER RESULT: ${ours.finalEquity}, ${theirs.equity}`;
  line(`backtest, ema cross and atr stop, ${ours.trades.length} trades`, perSecond(own), what, limit / own);
}

/** A candle costs the same however many there are. */
async function byLength(columns: CandleColumns): Promise<void> {
  const costs: number[] = [];
  const before = process.memoryUsage();
  for (const length of [10_000, 100_000, MILLION, LONGEST]) {
    const part = sliceColumns(columns, 0, length);
    const times = Math.max(3, Math.min(200, MILLION / length));
    const [samples] = await timedByTurns(
      times,
      () => run(part),
      () => {},
    );
    costs.push((percentile(samples, 0.5) * 1_000) / length);
  }
  const after = process.memoryUsage();
  const grown = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 2 ** 20;
  const [least = 0] = costs.toSorted((a, b) => a - b);
  const figures = costs.map((cost) => cost.toFixed(1)).join(" / ");
  line(
    "a candle of 10 k / 100 k / 1 M / 10 M",
    `${figures} ns`,
    `the cheapest ${least.toFixed(1)} ns`,
    Math.max(...costs) / least,
  );
  line("memory that these left behind", `${grown.toFixed(0)} MB`, "candles 480 MB", null);
}

async function sweep(): Promise<void> {
  const memory = memoryFor(YEAR);
  fillWalk(columnsOver(memory, YEAR), 5 * MINUTE_MS);
  const sets = Array.from({ length: SETS }, (_, index) => ({
    fast: 5 + (index % 10),
    slow: 20 + 2 * (Math.floor(index / 10) % 10),
    k: 1 + 0.25 * Math.floor(index / 100),
  }));
  const threads = availableParallelism();
  const alone = await swept(memory, sets, 1);
  const together = await swept(memory, sets, threads);
  const bars = (SETS * YEAR) / together.wallMs / 1_000;
  const name = `${SETS} parameter sets, a year of 5 minutes`;
  const figure = `${(together.wallMs / 1_000).toFixed(2)} s, ${bars.toFixed(0)} M candles/s`;
  const limit = `one thread ${(alone.wallMs / 1_000).toFixed(2)} s, ${threads} threads`;
  line(name, figure, limit, alone.wallMs / (together.wallMs * threads));
  // What else runs on the machine takes cores away from many threads, and none from one: the work itself tells the rest.
  const [one, many] = [alone, together].map(({ cpuMs }) => cpuMs / 1_000);
  if (one === undefined || many === undefined) return;
  line("the same by processor time", `${many.toFixed(2)} s`, `one thread ${one.toFixed(2)} s`, one / many);
}

interface Took {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** How long all sets take on that many threads, once every worker is up and has warmed on a few. */
async function swept(memory: SharedArrayBuffer, sets: readonly object[], threads: number): Promise<Took> {
  const workers = Array.from(
    { length: threads },
    () => new Worker(join(import.meta.dirname, "sweeper.js"), { workerData: { memory, length: YEAR } }),
  );
  const ask = (worker: Worker, some: readonly object[]) =>
    new Promise((done, fail) => {
      worker.once("message", done);
      worker.once("error", fail);
      worker.postMessage(some);
    });
  try {
    await Promise.all(workers.map((worker) => ask(worker, sets.slice(0, 40))));
    const [from, before] = [performance.now(), process.cpuUsage()];
    // By the averages: sets that share indicators go to the same worker.
    await Promise.all(
      workers.map((worker, index) =>
        ask(
          worker,
          sets.filter((_, at) => (at % 10) % threads === index),
        ),
      ),
    );
    const { user, system } = process.cpuUsage(before);
    return { wallMs: performance.now() - from, cpuMs: (user + system) / 1_000 };
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
