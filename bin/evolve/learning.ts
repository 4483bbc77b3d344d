import { existsSync } from "node:fs";
import { z } from "zod";
import type { LearningMeans } from "../../src/agent/runtime/options.ts";
import { appendArchive, archiveEnd, archiveFolder, readArchive } from "../../src/store/archive/archive.ts";
import { changeSetting } from "../../src/store/settings/settings.ts";
import { machineTimers } from "../timers.ts";
import { startCycle } from "./startCycle.ts";
import { stoppable } from "./stopFile.ts";
import { threadsOf } from "./threads.ts";

/** What the agent's thread is told of loop 2. */
export const learningPlaces = z.strictObject({
  /** Where answers of the cycle under way are kept. */
  folder: z.string().min(1),
  /** Where word lies that the cycle under way is not wanted. */
  stop: z.string().min(1),
  archive: z.string().min(1),
  /** The operator's settings. */
  settings: z.string().min(1),
  budget: z.strictObject({
    everyTrades: z.int().min(0),
    everyHours: z.int().min(0),
    candidates: z.int().min(2),
    mostSeconds: z.int().min(1),
    threads: z.int().min(1).nullable(),
    metaCycles: z.int().min(1),
    metaFollowed: z.int().min(1),
    metaDecay: z.number(),
  }),
});
export type LearningPlaces = z.infer<typeof learningPlaces>;

/** The means of loop 2: threads of its own, a folder, and what was fetched of older candles. */
export const learningMeans = ({ folder, stop, archive, settings, budget }: LearningPlaces): LearningMeans => ({
  budget,
  keepSetting: (change) => changeSetting(settings, change),
  startCycle: (order, waits, onProgress) =>
    stoppable(
      startCycle(
        order,
        { threads: threadsOf(budget), folder, mostSeconds: waits ? null : budget.mostSeconds },
        onProgress,
      ),
      { path: stop, seed: order.job.seed, timers: machineTimers },
    ),
  archived(key) {
    const at = archiveFolder(archive, key);
    return existsSync(at) ? readArchive(at) : null;
  },
  archiveOf(key) {
    const at = archiveFolder(archive, key);
    return { end: () => archiveEnd(at), append: (candles) => appendArchive(at, candles) };
  },
});
