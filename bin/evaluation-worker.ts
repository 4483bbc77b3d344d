import { parentPort, workerData } from "node:worker_threads";
import type { EvaluationRequest } from "../src/loops/evolution/evaluation.ts";
import { evaluatorOn, type Ground } from "./evolve/evaluators.ts";

/** One of the threads that evaluate candidates: a request in, its answer out. */
const evaluate = evaluatorOn(workerData as Ground);
parentPort?.on("message", (request: EvaluationRequest) => parentPort?.postMessage(evaluate(request)));
