import { Worker } from "node:worker_threads";
import { evaluatorOf } from "../../src/agent/learning/evaluator.ts";
import type { CycleOrder } from "../../src/agent/learning/cycleOrder.ts";
import { termsOf } from "../../src/agent/strategy/backtest/terms.ts";
import type { Evaluate, Evaluation, EvaluationRequest } from "../../src/loops/evolution/evaluation.ts";

/** What an evaluation follows from, beside its request. */
export type Ground = Pick<CycleOrder, "markets" | "costs">;

export const evaluatorOn = ({ markets, costs }: Ground): Evaluate =>
  evaluatorOf(
    markets.map(({ instrument, ...market }) => ({ ...market, terms: termsOf(instrument) })),
    costs,
  );

export interface Evaluators {
  answer(request: EvaluationRequest): Promise<Evaluation>;
  stop(): void;
}

/** Answers requests in `threads` threads; with one, in this. The same answers either way. */
export function startEvaluators(ground: Ground, threads: number): Evaluators {
  if (threads > 1) return new Pool(ground, threads);
  const evaluate = evaluatorOn(ground);
  let before: Promise<unknown> = Promise.resolve();
  return {
    // One after the other, so that each is told of before the next begins.
    answer(request) {
      const answered = before.then(() => evaluate(request));
      before = answered;
      return answered;
    },
    stop() {},
  };
}

interface Waiting {
  readonly request: EvaluationRequest;
  readonly resolve: (evaluation: Evaluation) => void;
  readonly reject: (error: unknown) => void;
}

/** Each worker has one request at a time; who is free takes the next. */
class Pool implements Evaluators {
  readonly #all: readonly Worker[];
  readonly #idle: Worker[];
  readonly #waiting: Waiting[] = [];
  readonly #at = new Map<Worker, Waiting>();

  constructor(ground: Ground, threads: number) {
    this.#all = Array.from({ length: threads }, () => this.#worker(ground));
    this.#idle = [...this.#all];
  }

  #worker(ground: Ground): Worker {
    const worker = new Worker(new URL("../evaluation-worker.js", import.meta.url), { workerData: ground });
    worker.on("message", (evaluation: Evaluation) => {
      this.#at.get(worker)?.resolve(evaluation);
      this.#at.delete(worker);
      this.#idle.push(worker);
      this.#deal();
    });
    worker.on("error", (error) => this.#at.get(worker)?.reject(error));
    return worker;
  }

  stop(): void {
    for (const worker of this.#all) void worker.terminate();
  }

  answer(request: EvaluationRequest): Promise<Evaluation> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#deal();
    });
  }

  #deal(): void {
    for (;;) {
      const [worker, next] = [this.#idle[0], this.#waiting[0]];
      if (worker === undefined || next === undefined) return;
      this.#idle.shift();
      this.#waiting.shift();
      this.#at.set(worker, next);
      worker.postMessage(next.request);
    }
  }
}
