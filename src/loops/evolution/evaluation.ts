import { canonicalJson } from "../../store/canonical.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import type { Timestamp } from "../../store/time.ts";
import type { Span } from "../statistics/purgedSplits.ts";

/** A closed trade of a backtest, in R net of costs. */
export interface EvaluatedTrade extends Span {
  readonly r: number;
}

/** Trade a rule from `from` up to `to`, by candles that are closed by then; those before `from` warm it up. */
export interface EvaluationRequest {
  readonly document: RuleDocument;
  readonly from: Timestamp;
  readonly to: Timestamp;
  /** Costs as they are: 1; half as much again: 1.5. */
  readonly costFactor: number;
}

export interface Evaluation {
  /** Closed ones alone, in the order of their exits: what is open at `to` is not known yet. */
  readonly trades: readonly EvaluatedTrade[];
  /** When it wished to enter: the closing times of the candles that said so, up to and including `to`. */
  readonly signals: readonly Timestamp[];
}

/** Answers a request; pure, so that workers in any order give the same. */
export type Evaluate = (request: EvaluationRequest) => Evaluation;

/** Asks for evaluations in batches and is sent their answers, in order; within a batch none depends on another. */
export type Questions<Outcome> = Generator<readonly EvaluationRequest[], Outcome, readonly Evaluation[]>;

/** What an answer may be kept under, so that a cycle that was broken off goes on where it stood. */
export const requestKey = (request: EvaluationRequest): string => canonicalJson(request);

/** The data that a cycle may look at. Frozen at its beginning. */
export interface DataCut {
  readonly from: Timestamp;
  readonly to: Timestamp;
  /** Results are compared period by period; usually a day. */
  readonly periodMs: number;
}

/** R by period of exit, from `from` on; what exits later is left out. */
export function seriesOf(trades: readonly EvaluatedTrade[], cut: DataCut): Float64Array {
  const series = new Float64Array(periodsIn(cut));
  for (const { exitAt, r } of trades) {
    const period = Math.floor((exitAt - cut.from) / cut.periodMs);
    if (period >= 0 && period < series.length) series[period]! += r;
  }
  return series;
}

export const periodsIn = ({ from, to, periodMs }: DataCut): number => Math.max(0, Math.floor((to - from) / periodMs));
