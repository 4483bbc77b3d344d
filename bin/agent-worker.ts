import { connect } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { startAgent } from "../src/agent/runtime/startAgent.ts";
import { NO_PLUGINS } from "../src/agent/strategy/plugin.ts";
import { idSource } from "../src/store/ids.ts";
import { openJournal } from "../src/store/journal/journal.ts";
import { readInstruments } from "../src/store/market/instruments.ts";
import { learningMeans, learningPlaces } from "./evolve/learning.ts";
import { loadPlugins } from "./plugins.ts";
import { machineRandom, machineTimers } from "./timers.ts";

const data = z
  .strictObject({
    agentSocket: z.string().min(1),
    agentDb: z.string().min(1),
    instrumentsPath: z.string().min(1),
    client: z.string().min(1).max(100),
    pid: z.int(),
    /** Names a new journal; given where the same run must give the same one. */
    journalId: z.string().min(1).max(100).optional(),
    coinbaseUrl: z.string().optional(),
    venueUrl: z.string().optional(),
    /** Folder of the operator's strategies. */
    plugins: z.string().optional(),
    learning: learningPlaces.optional(),
  })
  .parse(workerData);

const plugins = data.plugins === undefined ? NO_PLUGINS : await loadPlugins(data.plugins);

const wallClock = (): number => Date.now();
const journal = openJournal({
  path: data.agentDb,
  journalId: data.journalId ?? idSource(wallClock, machineRandom)(),
  wallClock,
  pid: data.pid,
});
const agent = startAgent({
  path: data.agentSocket,
  client: data.client,
  journal,
  instruments: readInstruments(data.instrumentsPath),
  connect: (path) => connect(path),
  setTimer: machineTimers.after,
  monotonicMs: machineTimers.monotonicMs,
  wallClock,
  random: machineRandom,
  plugins,
  ...(data.learning === undefined ? {} : { learning: learningMeans(data.learning) }),
  onReport: (report) => parentPort?.postMessage(report),
  ...(data.coinbaseUrl === undefined ? {} : { coinbaseUrl: data.coinbaseUrl }),
  ...(data.venueUrl === undefined ? {} : { venueUrl: data.venueUrl }),
});
parentPort?.on("message", (message: unknown) => {
  if (message === "stop") agent.stop();
  else if (message === "cancel cycle") agent.cancelCycle();
});

const { how, detail } = await agent.done;
journal.close();
parentPort?.close();
// The supervisor tells a failure from an end by this: an uncaught error is a crash, and followed by a restart.
if (how === "failed") throw new Error(detail);
