import type { Timestamp } from "../../store/time.ts";
import type { CycleOutcome } from "./cycle.ts";
import type { GateResult } from "./gates/gate.ts";
import { burn, type Ledger, withTried } from "./ledger.ts";
import type { EvolvedProposal } from "./proposal.ts";

/** One candidate of a cycle, as it is remembered. */
export interface TriedCandidate {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly operator: string;
  readonly change: string;
  readonly trades: number;
  /** Per period. */
  readonly sharpe: number;
}

/** What a cycle came to, without the results that it was read from: plain data, for the journal and for people. */
export interface CycleResult {
  readonly sentence: string;
  readonly gates: readonly GateResult[];
  readonly tried: readonly TriedCandidate[];
  /** The part of the cut that was searched; null when nothing was. */
  readonly search: { readonly from: Timestamp; readonly to: Timestamp } | null;
  /** Up to here holdouts were opened, by this cycle or before. */
  readonly burntTo: Timestamp | null;
  /** The best of them. */
  readonly best: string | null;
  readonly proposal: EvolvedProposal | null;
}

export const resultOf = ({ sentence, gates, tested, search, ledger, best, proposal }: CycleOutcome): CycleResult => ({
  sentence,
  gates,
  tried: tested.map(({ candidate, trades, sharpe }) => ({
    fingerprint: candidate.fingerprint,
    ruleId: candidate.document.id,
    operator: candidate.operator,
    change: candidate.change,
    trades: trades.length,
    sharpe,
  })),
  search: search && { from: search.from, to: search.to },
  burntTo: ledger.burntTo,
  best: best?.fingerprint ?? null,
  proposal,
});

/** The ledger that the next cycle has to count by: the same as the cycle's own outcome has. */
export function ledgerAfter(ledger: Ledger, { tried, search, burntTo }: CycleResult): Ledger {
  if (search === null) return ledger;
  const known = withTried(
    ledger,
    tried.map(({ fingerprint, sharpe }) => ({ fingerprint, sharpe, ...search })),
  );
  return burntTo === null ? known : burn(known, burntTo);
}
