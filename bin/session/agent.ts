import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type Home, packageRoot } from "../home.ts";

/** The agent's thread, with nothing of the gate but its socket's path. */
export const spawnAgent = (home: Home): Worker =>
  new Worker(new URL("../agent-worker.js", import.meta.url), {
    workerData: {
      agentSocket: home.agentSocket,
      agentDb: home.agentDb,
      instrumentsPath: join(packageRoot, "instruments.yaml"),
      client: `agent ${process.pid}`,
      pid: process.pid,
    },
  });
