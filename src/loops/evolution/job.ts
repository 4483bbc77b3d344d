import type { RuleDocument } from "../../store/rules/document.ts";
import type { CycleInput } from "./cycle.ts";
import type { DataCut } from "./evaluation.ts";
import type { Ledger } from "./ledger.ts";
import type { Soil } from "./operator.ts";
import { operators } from "./operators/table.ts";

/** A cycle as plain data, so that it can be kept in a journal and handed to another thread: it gives the same there. */
export interface CycleJob {
  readonly seed: string;
  readonly cut: DataCut;
  readonly incumbents: readonly RuleDocument[];
  /** Names that rules have which nothing is bred from; without: none. */
  readonly taken?: readonly string[] | undefined;
  readonly hints: Soil["hints"];
  readonly symbols: Soil["symbols"];
  readonly timeframes: Soil["timeframes"];
  /** Candidates to draw. */
  readonly count: number;
  /** Share of them by operator's name; null: all alike. */
  readonly shares: Readonly<Record<string, number>> | null;
  readonly ledger: Ledger;
  readonly calibration: number;
  /** In R a day. */
  readonly leastImprovement: number;
}

/** The cycle that a job is of, with every operator there is. @param covered of the candles that it is worked out on. */
export const inputOfJob = (
  { seed, cut, ledger, calibration, leastImprovement, ...job }: CycleJob,
  covered: CycleInput["covered"],
): CycleInput => ({
  seed,
  cut,
  soil: { incumbents: job.incumbents, hints: job.hints, symbols: job.symbols, timeframes: job.timeframes },
  breeding: {
    operators,
    count: job.count,
    taken: new Set(job.taken),
    ...(job.shares === null ? {} : { shares: job.shares }),
  },
  ledger,
  calibration,
  leastImprovement,
  covered,
});
