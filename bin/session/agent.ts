import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { AgentView } from "../../src/agent/cockpit/view.ts";
import type { AgentReport } from "../../src/agent/runtime/report.ts";
import { supervise, type WorkerHandle, type WorkerListener } from "../../src/agent/supervise.ts";
import { type Home, packageRoot } from "../home.ts";
import { machineTimers } from "../timers.ts";

/** The agent's thread under its supervisor. */
export interface RunningAgent {
  /** Ends it in order: its journal is whole when this resolves. */
  stop(): Promise<void>;
}

export interface AgentListener {
  readonly onReport?: (report: AgentReport) => void;
  readonly onView?: (view: AgentView) => void;
}

/** Starts the agent in a thread of this process: it gets the path of its socket, and nothing else of the gate's. */
export function startAgentWorker(home: Home, journalId: string | null, listener: AgentListener): RunningAgent {
  let gone: Promise<unknown> = Promise.resolve();
  const supervisor = supervise({
    spawn: (of) => {
      const spawned = spawnWorker(home, journalId, {
        onReport(report) {
          listener.onReport?.(report);
          of.onReport(report);
        },
        onExit: of.onExit,
      });
      gone = spawned.gone;
      return spawned.handle;
    },
    setTimer: machineTimers.after,
    monotonicMs: machineTimers.monotonicMs,
    onView: (view) => listener.onView?.(view),
  });
  return {
    async stop() {
      supervisor.stop();
      await gone;
    },
  };
}

function spawnWorker(
  home: Home,
  journalId: string | null,
  { onReport, onExit }: WorkerListener,
): { readonly handle: WorkerHandle; readonly gone: Promise<unknown> } {
  const worker = new Worker(new URL("../agent-worker.js", import.meta.url), {
    workerData: {
      agentSocket: home.agentSocket,
      agentDb: home.agentDb,
      instrumentsPath: join(packageRoot, "instruments.yaml"),
      client: "agent",
      pid: process.pid,
      ...(journalId === null ? {} : { journalId }),
    },
  });
  let cause = "it ended";
  worker.on("message", onReport);
  worker.on("error", (error) => {
    cause = error instanceof Error ? error.message : String(error);
  });
  worker.on("exit", () => onExit(cause));
  return { handle: { stop: () => worker.postMessage("stop") }, gone: once(worker, "exit") };
}
