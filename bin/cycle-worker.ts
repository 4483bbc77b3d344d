import { parentPort, workerData } from "node:worker_threads";
import { conduct, type CycleProgress } from "../src/agent/learning/conduct.ts";
import { coverageOf } from "../src/loops/evolution/coverage.ts";
import { cycle } from "../src/loops/evolution/cycle.ts";
import type { EvaluationRequest } from "../src/loops/evolution/evaluation.ts";
import { followUp } from "../src/loops/evolution/followUp.ts";
import { inputOfJob } from "../src/loops/evolution/job.ts";
import { resultOf } from "../src/loops/evolution/result.ts";
import { answersIn } from "./evolve/answersFile.ts";
import { digestOf } from "./evolve/digest.ts";
import { startEvaluators } from "./evolve/evaluators.ts";
import type { CycleMessage, CycleParts } from "./evolve/startCycle.ts";

/** The thread of a cycle: what it draws, judges and resamples delays nobody. */
const { order, threads, folder } = workerData as CycleParts;
const tell = (message: CycleMessage): void => parentPort?.postMessage(message);

/** Between two words of progress: a screen shows no more. */
const EVERY_MS = 200;
let saidMs = Number.NEGATIVE_INFINITY;
const onProgress = (progress: CycleProgress): void => {
  if (performance.now() - saidMs < EVERY_MS && progress.done < progress.total) return;
  saidMs = performance.now();
  tell({ progress });
};

const { job, follow } = order;
const kept = answersIn(folder, digestOf(order));
const evaluators = startEvaluators(order, threads);
const conducting = { answer: (request: EvaluationRequest) => evaluators.answer(request), kept, onProgress };
const seen = coverageOf(order.markets, job.cut);
const outcome = await conduct(cycle(inputOfJob(job, seen.covered)), conducting);
const followed = await conduct(followUp(follow, seen), conducting);
tell({ end: { how: "done", result: resultOf(outcome), followed } });
kept.forget();
evaluators.stop();
