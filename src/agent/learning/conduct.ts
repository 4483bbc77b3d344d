import {
  type Evaluation,
  type EvaluationRequest,
  type Questions,
  requestKey,
} from "../../loops/evolution/evaluation.ts";
import { momentsOf, sharpeOf } from "../../loops/statistics/moments.ts";
import { idOfName } from "../../store/ids.ts";

/** How far a cycle is. */
export interface CycleProgress {
  readonly done: number;
  /** Evaluations asked for so far: a survivor's gates ask for more behind the candidates. */
  readonly total: number;
  /** "ema-trend +0.12 R over 140 trades"; empty while nothing traded often enough. */
  readonly best: string;
}

/** Answers of a cycle that was broken off, under ids of their requests. */
export interface KeptAnswers {
  get(key: string): Evaluation | undefined;
  put(key: string, evaluation: Evaluation): void;
}

export interface Conducting {
  /** Answers one request, anywhere and in any order. */
  readonly answer: (request: EvaluationRequest) => Promise<Evaluation>;
  readonly kept: KeptAnswers;
  readonly onProgress: (progress: CycleProgress) => void;
}

/** Fewer trades are no result to speak of. */
const LEAST_TRADES = 30;

/** Runs a cycle to its end. What it comes to does not depend on who answers, nor on which answers were kept. */
export async function conduct<Outcome>(
  cycle: Questions<Outcome>,
  { answer, kept, onProgress }: Conducting,
): Promise<Outcome> {
  let [done, total, best, highest] = [0, 0, "", 0];
  const one = async (request: EvaluationRequest): Promise<Evaluation> => {
    const key = idOfName(requestKey(request));
    const known = kept.get(key);
    const evaluation = known ?? (await answer(request));
    if (known === undefined) kept.put(key, evaluation);
    done += 1;
    const moments = momentsOf(evaluation.trades.map(({ r }) => r));
    const [{ n, mean }, sharpe] = [moments, sharpeOf(moments)];
    if (n >= LEAST_TRADES && sharpe > highest) {
      highest = sharpe;
      best = `${request.document.id} +${mean.toFixed(2)} R over ${n} trades`;
    }
    onProgress({ done, total, best });
    return evaluation;
  };
  let step = cycle.next();
  while (step.done !== true) {
    total += step.value.length;
    step = cycle.next(await Promise.all(step.value.map(one)));
  }
  return step.value;
}
