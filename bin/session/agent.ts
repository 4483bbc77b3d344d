import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { AgentView } from "../../src/agent/cockpit/view.ts";
import type { AgentReport } from "../../src/agent/runtime/report.ts";
import { supervise, type WorkerHandle, type WorkerListener } from "../../src/agent/supervise.ts";
import { coinbaseUrl, venueUrl } from "../standIns.ts";
import { type Home, packageRoot } from "../home.ts";
import { settingsOrNone } from "../preferred.ts";
import { machineTimers } from "../timers.ts";
import type { LearningPlaces } from "../evolve/learning.ts";
import { loopBudgetOf } from "../../src/store/settings/budget.ts";

/** A worker that has not ended in order by then is ended: leaving the screen must not hang on it. Its journal survives. */
const STOP_WITHIN_MS = 3_000;

/** The agent's thread under its supervisor. */
export interface RunningAgent {
  /** Ends it, in order if it can: its journal is whole when this resolves. */
  stop(): Promise<void>;
  /** Ends the cycle of evolution that is under way, if one is. */
  cancelCycle(): void;
}

export interface AgentListener {
  readonly onReport?: (report: AgentReport) => void;
  readonly onView?: (view: AgentView) => void;
}

type AgentPlaces = Pick<Home, "agentSocket" | "agentDb"> &
  Partial<Pick<Home, "strategies" | "settings" | "evolution" | "stopCycle" | "archive">>;

/** Starts the agent in a thread of this process: it gets the path of its socket, and nothing else of the gate's. */
export function startAgentWorker(
  places: AgentPlaces,
  journalId: string | null,
  listener: AgentListener,
  stopWithinMs: number = STOP_WITHIN_MS,
): RunningAgent {
  let worker: Worker | null = null;
  let gone: Promise<void> = Promise.resolve();
  const supervisor = supervise({
    spawn: (of) => {
      const spawned = spawnWorker(places, journalId, {
        onReport(report) {
          listener.onReport?.(report);
          of.onReport(report);
        },
        onExit: of.onExit,
      });
      ({ worker, gone } = spawned);
      return spawned.handle;
    },
    setTimer: machineTimers.after,
    monotonicMs: machineTimers.monotonicMs,
    onView: (view) => listener.onView?.(view),
  });
  return {
    cancelCycle: () => supervisor.cancelCycle(),
    async stop() {
      supervisor.stop();
      const callOff = machineTimers.after(stopWithinMs, () => void worker?.terminate());
      await gone;
      callOff();
    },
  };
}

/** Where loop 2 keeps answers and finds older candles, and what it may spend; without them it does not run. */
function learningOf({ settings, evolution, stopCycle, archive }: AgentPlaces): { readonly learning?: LearningPlaces } {
  if (settings === undefined || evolution === undefined || archive === undefined || stopCycle === undefined) return {};
  return {
    learning: {
      folder: evolution,
      stop: stopCycle,
      archive,
      settings,
      budget: loopBudgetOf(settingsOrNone({ settings })),
    },
  };
}

interface Spawned {
  readonly worker: Worker;
  readonly handle: WorkerHandle;
  /** Resolves when it is gone, whatever the cause: a crash is the supervisor's matter, and must not end this process. */
  readonly gone: Promise<void>;
}

function spawnWorker(places: AgentPlaces, journalId: string | null, { onReport, onExit }: WorkerListener): Spawned {
  const [url, venue] = [coinbaseUrl(), venueUrl()];
  const worker = new Worker(new URL("../agent-worker.js", import.meta.url), {
    workerData: {
      agentSocket: places.agentSocket,
      agentDb: places.agentDb,
      instrumentsPath: join(packageRoot, "instruments.yaml"),
      ...(places.strategies === undefined ? {} : { plugins: places.strategies }),
      ...learningOf(places),
      client: "agent",
      pid: process.pid,
      ...(journalId === null ? {} : { journalId }),
      ...(url === undefined ? {} : { coinbaseUrl: url }),
      ...(venue === undefined ? {} : { venueUrl: venue }),
    },
  });
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  let cause = "it ended";
  worker.on("message", onReport);
  worker.on("error", (error) => {
    cause = error instanceof Error ? error.message : String(error);
  });
  worker.on("exit", () => {
    onExit(cause);
    resolve();
  });
  return {
    worker,
    handle: { stop: () => worker.postMessage("stop"), cancelCycle: () => worker.postMessage("cancel cycle") },
    gone,
  };
}
