import { parentPort, workerData } from "node:worker_threads";
import { backtest } from "../src/agent/strategy/backtest/backtest.ts";
import { SharedColumns } from "../src/agent/strategy/sharedColumns.ts";
import { withParams } from "../src/store/rules/validate.ts";
import { columnsOver, crossing, OPTIONS, TERMS } from "./backtestMarket.ts";

/** One worker of the sweep: the candles are shared memory, the indicators of its own sets are worked out once. */
const { memory, length } = workerData as { memory: SharedArrayBuffer; length: number };
const columns = columnsOver(memory, length);
const rule = crossing();

parentPort?.on("message", (sets: readonly { fast: number; slow: number; k: number }[]) => {
  const shared = new Map([["BTC/USD", new SharedColumns(length, 256 << 20)]]);
  let best = Number.NEGATIVE_INFINITY;
  for (const set of sets) {
    const market = { symbol: "BTC/USD", columns, terms: TERMS };
    best = Math.max(best, backtest([withParams(rule, set)], [market], OPTIONS, shared).finalEquity);
  }
  parentPort?.postMessage(best);
});
