import { Worker } from "node:worker_threads";
import type { CycleProgress } from "../../src/agent/learning/conduct.ts";
import type { CycleEnd, CycleOrder, RunningCycle } from "../../src/agent/learning/cycleOrder.ts";
import { sharedColumns } from "../../src/store/market/columns.ts";
import { machineTimers } from "../timers.ts";

export interface CycleMeans {
  /** Threads that evaluate. */
  readonly threads: number;
  /** Where answers are kept until the cycle is over. */
  readonly folder: string;
  /** A cycle that takes longer is ended; null: however long it takes. */
  readonly mostSeconds: number | null;
}

/** What the thread of a cycle is given. */
export interface CycleParts extends Pick<CycleMeans, "threads" | "folder"> {
  readonly order: CycleOrder;
}

/** What it says. */
export type CycleMessage = { readonly progress: CycleProgress } | { readonly end: CycleEnd };

/** Runs a cycle in a thread of its own, with threads of its own: this one only waits. */
export function startCycle(
  order: CycleOrder,
  { threads, folder, mostSeconds }: CycleMeans,
  onProgress: (progress: CycleProgress) => void,
): RunningCycle {
  const markets = order.markets.map((market) => ({ ...market, columns: sharedColumns(market.columns) }));
  const parts: CycleParts = { order: { ...order, markets }, threads, folder };
  const worker = new Worker(new URL("../cycle-worker.js", import.meta.url), { workerData: parts });
  const { promise: done, resolve } = Promise.withResolvers<CycleEnd>();
  const cancel = (why: string): void => {
    resolve({ how: "canceled", why });
    void worker.terminate();
  };
  const callOff =
    mostSeconds === null
      ? (): void => {}
      : machineTimers.after(mostSeconds * 1_000, () =>
          cancel(`it took longer than ${mostSeconds} s: raise evolveSeconds, or lower evolveCandidates`),
        );
  worker.on("message", (message: CycleMessage) => {
    if ("progress" in message) onProgress(message.progress);
    else resolve(message.end);
  });
  worker.on("error", (error) =>
    resolve({ how: "failed", why: error instanceof Error ? error.message : String(error) }),
  );
  worker.on("exit", () => {
    callOff();
    resolve({ how: "failed", why: "its thread ended" });
  });
  return { done, cancel };
}
