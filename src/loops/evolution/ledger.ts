import type { Timestamp } from "../../store/time.ts";
import type { Block } from "../statistics/purgedSplits.ts";

/** One try: on which data, and how it did there. */
export interface Tried {
  readonly fingerprint: string;
  readonly from: Timestamp;
  readonly to: Timestamp;
  /** Per period. */
  readonly sharpe: number;
}

/**
 * Everything that was ever tried. Whoever forgets his tries believes his luck: what is left out here lowers the bar for
 * all that follow. A plain object, kept in the journal.
 */
export interface Ledger {
  readonly tried: readonly Tried[];
  /** Tries that are too many to keep; they still count, on whatever data. */
  readonly older: number;
  /** Up to here a holdout was opened; what was seen once is no holdout any more. */
  readonly burntTo: Timestamp | null;
  /** Fingerprints that a person refused or retired: they do not come again unchanged. */
  readonly refused: readonly string[];
}

export const emptyLedger: Ledger = { tried: [], older: 0, burntTo: null, refused: [] };

const MAX_TRIED = 20_000;
const MAX_REFUSED = 5_000;

/** The ledger after a cycle. A fingerprint tried before stays one try, with its newest result. */
export function withTried(ledger: Ledger, tries: readonly Tried[]): Ledger {
  const byPrint = new Map(ledger.tried.map((each) => [each.fingerprint, each]));
  for (const each of tries) {
    const before = byPrint.get(each.fingerprint);
    byPrint.delete(each.fingerprint);
    const from = Math.min(each.from, before?.from ?? each.from);
    byPrint.set(each.fingerprint, { ...each, from, to: Math.max(each.to, before?.to ?? each.to) });
  }
  const all = [...byPrint.values()];
  const dropped = Math.max(0, all.length - MAX_TRIED);
  return { ...ledger, tried: all.slice(dropped), older: ledger.older + dropped };
}

/** Tries on data that overlaps the cut: these count against whatever is found in it. */
export const triedOn = ({ tried }: Ledger, { from, to }: Block): readonly Tried[] =>
  tried.filter((each) => each.from < to && each.to > from);

/** A person said no, or retired the rule: it does not come back unchanged. */
export const refuse = (ledger: Ledger, fingerprint: string): Ledger => ({
  ...ledger,
  refused: [...ledger.refused.filter((each) => each !== fingerprint), fingerprint].slice(-MAX_REFUSED),
});

/** A holdout that was opened is burnt, whatever it showed. */
export const burn = (ledger: Ledger, to: Timestamp): Ledger => ({
  ...ledger,
  burntTo: Math.max(to, ledger.burntTo ?? to),
});
