import type { RuleDocument } from "../../store/rules/document.ts";
import { bestOf, trialsOf } from "./contender.ts";
import type { DataCut, Evaluation, EvaluationRequest, Questions } from "./evaluation.ts";
import { COSTLY } from "./gates/costs.ts";
import { PROBES } from "./gates/foresight.ts";
import type { Facts } from "./gates/gate.ts";
import type { Ledger } from "./ledger.ts";
import { neighborsOf } from "./neighbors.ts";
import { predict } from "./prediction.ts";

/** Makes requests over one part of the data. */
export const requester =
  ({ from, to }: DataCut) =>
  (document: RuleDocument, costFactor = 1, until = to): EvaluationRequest => ({
    document,
    from,
    to: until,
    costFactor,
  });

type Given = Pick<Facts, "tested" | "search" | "calibration" | "leastImprovement" | "random"> & {
  readonly ledger: Ledger;
  /** Every candidate, also those that traded too seldom to be chosen: each was a try. */
  readonly all: Facts["tested"];
};

/** Chooses the survivor, and asks what the gates want to know of it alone: dearer costs, neighbors, a look without hindsight. */
export function* factsOf(given: Given): Questions<Facts> {
  const { tested, all, search, ledger, calibration, leastImprovement, random } = given;
  const survivor = bestOf(tested);
  const { candidate, signals } = tested[survivor]!;
  const { document } = candidate;
  const ask = requester(search);
  const neighbors = neighborsOf(document);
  const probes = probesOf(signals).map((at) => ask(document, 1, at));
  const answers = yield [ask(document, COSTLY), ...neighbors.map((each) => ask(each)), ...probes];
  return {
    tested,
    survivor,
    trials: trialsOf(all, ledger, search),
    search,
    prediction: predict(tested, survivor, search),
    neighbors: answers.slice(1, neighbors.length + 1).map(({ trades }) => trades),
    costly: answers[0]?.trades ?? [],
    truncated: probes.map((request, i) => ({ request, evaluation: answers[neighbors.length + 1 + i]! })),
    calibration,
    leastImprovement,
    random,
  };
}

/** Signals to look at again, evenly spread. */
function probesOf(signals: Evaluation["signals"]): readonly number[] {
  const step = Math.max(1, signals.length / PROBES);
  return Array.from({ length: Math.min(PROBES, signals.length) }, (_, i) => signals[Math.floor(i * step)]!);
}
