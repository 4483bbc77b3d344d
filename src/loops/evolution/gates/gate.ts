import type { Trials } from "../../statistics/deflatedSharpe.ts";
import type { Tested } from "../contender.ts";
import type { DataCut, EvaluatedTrade, EvaluationRequest, Evaluation } from "../evaluation.ts";
import type { Prediction } from "../prediction.ts";
import type { Random } from "../../../store/random.ts";

/** What the gates look at: the survivor among all that was tested with it, and what was asked about it afterwards. */
export interface Facts {
  /** Those that could be chosen. */
  readonly tested: readonly Tested[];
  /** Index of the survivor. */
  readonly survivor: number;
  readonly trials: Trials;
  readonly search: DataCut;
  readonly prediction: Prediction;
  /** Trades of the rules a tenth away. */
  readonly neighbors: readonly (readonly EvaluatedTrade[])[];
  /** The survivor's trades at half as much again of costs. */
  readonly costly: readonly EvaluatedTrade[];
  /** The survivor asked again with the candles after a signal taken away. */
  readonly truncated: readonly { readonly request: EvaluationRequest; readonly evaluation: Evaluation }[];
  /** What realized improvements were of predicted ones so far; multiplies the prediction. */
  readonly calibration: number;
  /** The least calibrated improvement worth a person's time, in R a day. */
  readonly leastImprovement: number;
  readonly random: Random;
}

/** One gate's answer: what was seen, what is needed, and how far it is from there, in the gate's own unit. */
export interface GateResult {
  readonly code: string;
  readonly passed: boolean;
  /** Null when there was too little to judge: that is a no. */
  readonly observed: number | null;
  readonly limit: number;
  /** What is missing; 0 when it passed. */
  readonly distance: number;
  readonly sentence: string;
}

export interface Gate {
  readonly code: string;
  readonly about: string;
  readonly judge: (facts: Facts) => GateResult;
}

export const survivorOf = ({ tested, survivor }: Facts): Tested => tested[survivor]!;

/** An answer where at least (or at most) the limit is needed; what could not be seen is a no. */
export function result(
  code: string,
  observed: number | null,
  need: { readonly least: number } | { readonly most: number },
  say: (observed: number) => string,
): GateResult {
  const limit = "least" in need ? need.least : need.most;
  const missing =
    observed === null || Number.isNaN(observed) ? null : "least" in need ? limit - observed : observed - limit;
  if (observed === null || missing === null)
    return {
      code,
      passed: false,
      observed: null,
      limit,
      distance: Math.abs(limit),
      sentence: `${code}: insufficient data`,
    };
  const passed = missing <= 0;
  return { code, passed, observed, limit, distance: Math.max(0, missing), sentence: `${code}: ${say(observed)}` };
}
