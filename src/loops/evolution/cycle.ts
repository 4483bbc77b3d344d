import { seededRandom } from "../../store/random.ts";
import { breed, type Breeding, type Candidate, earning } from "./breed.ts";
import { eligibleOf, type Tested, testedOf } from "./contender.ts";
import type { Coverage } from "./coverage.ts";
import type { DataCut, Evaluate, Questions } from "./evaluation.ts";
import { factsOf, requester } from "./facts.ts";
import type { GateResult } from "./gates/gate.ts";
import { gates } from "./gates/table.ts";
import { holdoutDue, partsOf } from "./holdout.ts";
import { burn, type Ledger, withTried } from "./ledger.ts";
import { openHoldout } from "./openHoldout.ts";
import type { Soil } from "./operator.ts";
import { type EvolvedProposal, proposalOf } from "./proposal.ts";

/** Everything that a cycle depends on: the same gives the same, whoever evaluates and in how many threads. */
export interface CycleInput {
  readonly seed: string | number;
  readonly cut: DataCut;
  readonly soil: Omit<Soil, "random">;
  readonly breeding: Omit<Breeding, "refused">;
  readonly ledger: Ledger;
  /** Loop 3's: what came true of earlier predictions, and the least that is worth proposing, in R a day. */
  readonly calibration: number;
  readonly leastImprovement: number;
  /** How much of a time is seen of what rules trade. */
  readonly covered: Coverage["covered"];
}

/** What a cycle came to. The ledger is the next cycle's, whatever came. */
export interface CycleOutcome {
  readonly proposal: EvolvedProposal | null;
  /** Every gate's answer; none when there was nothing to judge. */
  readonly gates: readonly GateResult[];
  readonly tested: readonly Tested[];
  readonly best: Candidate | null;
  /** The part that was searched; null when nothing was. */
  readonly search: DataCut | null;
  readonly ledger: Ledger;
  /** "no proposal: …" with the distance to each gate that said no, or what is proposed. */
  readonly sentence: string;
}

export type Cycle = Questions<CycleOutcome>;

/**
 * One cycle of evolution. The data cut is split; candidates are bred and tested on the searched part alone; the best faces
 * every gate; only one that passes all of them opens the holdout, which a look at results burns. Its consumer may show progress,
 * stop at any batch, or answer from what was kept (`requestKey`).
 */
export function* cycle(input: CycleInput): Cycle {
  const { cut, ledger, soil, breeding } = input;
  const parts = partsOf(cut, ledger);
  if (parts === null) {
    const due = new Date(holdoutDue(cut, ledger)).toISOString().slice(0, 10);
    return nothing(input, `the last holdout was opened: enough untouched data is there on ${due}`);
  }
  const random = seededRandom(input.seed, "breed");
  const candidates = breed({ ...soil, random }, { ...breeding, refused: new Set(ledger.refused) });
  if (candidates.length === 0) return nothing(input, "no operator had anything to vary");
  const { search } = parts;
  const ask = requester(search);
  const parents = [...new Set(candidates.map(({ parent }) => earning(parent)))].filter((each) => each !== null);
  const answers = yield [...parents, ...candidates.map(({ document }) => document)].map((each) => ask(each));
  const incumbents = new Map(parents.map(({ id }, i) => [id, answers[i]!]));
  const tested = testedOf(candidates, answers.slice(parents.length), incumbents, search);
  const resampling = seededRandom(input.seed, "resample");
  const pool = eligibleOf(tested);
  const facts = yield* factsOf({ ...input, tested: pool, all: tested, search, random: resampling });
  const judged = gates.map(({ judge }) => judge(facts));
  const tries = tested.map(({ candidate, sharpe }) => ({
    fingerprint: candidate.fingerprint,
    from: search.from,
    to: search.to,
    sharpe,
  }));
  const known = withTried(ledger, tries);
  const survivor = pool[facts.survivor]!;
  const common = { tested, best: survivor.candidate, search };
  if (judged.some(({ passed }) => !passed))
    return { ...common, proposal: null, gates: judged, ledger: known, sentence: refusal(judged) };
  const opened = yield* openHoldout(survivor.candidate, parts.holdout, input.covered);
  const all = [...judged, opened.judged];
  const after = opened.isBurnt ? burn(known, parts.holdout.to) : known;
  if (!opened.judged.passed) return { ...common, proposal: null, gates: all, ledger: after, sentence: refusal(all) };
  const proposal = proposalOf(survivor, facts.prediction, input.calibration, all);
  return { ...common, proposal, gates: all, ledger: after, sentence: proposal.rationale };
}

/** A cycle from beginning to end in this thread. */
export function runCycle(input: CycleInput, evaluate: Evaluate): CycleOutcome {
  const running = cycle(input);
  let step = running.next();
  while (step.done !== true) step = running.next(step.value.map(evaluate));
  return step.value;
}

const nothing = ({ ledger }: CycleInput, why: string): CycleOutcome => ({
  proposal: null,
  gates: [],
  tested: [],
  best: null,
  search: null,
  ledger,
  sentence: `no proposal: ${why}`,
});

const refusal = (judged: readonly GateResult[]): string =>
  `no proposal: ${judged
    .filter(({ passed }) => !passed)
    .map(({ sentence }) => sentence)
    .join("; ")}`;
