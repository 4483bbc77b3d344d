import { momentsOf, sharpeOf } from "../statistics/moments.ts";
import { deflatedSharpe, type Trials } from "../statistics/deflatedSharpe.ts";
import type { SharpeSample } from "../statistics/sharpe.ts";
import { trialVariance } from "../statistics/trialVariance.ts";
import type { Candidate } from "./breed.ts";
import { type DataCut, type EvaluatedTrade, type Evaluation, seriesOf } from "./evaluation.ts";
import { type Ledger, triedOn } from "./ledger.ts";

/** A candidate with what it did on the searched part, and what that is beside the rule it would replace. */
export interface Tested {
  readonly candidate: Candidate;
  readonly trades: readonly EvaluatedTrade[];
  readonly signals: Evaluation["signals"];
  /** R by period. */
  readonly series: Float64Array;
  /** The same less the incumbent's; less nothing where there is none. */
  readonly difference: Float64Array;
  readonly sharpe: number;
}

/** Candidates side by side, on the same periods. @param incumbents what each parent that is not in pause did, by rule id. */
export function testedOf(
  candidates: readonly Candidate[],
  evaluations: readonly Evaluation[],
  incumbents: ReadonlyMap<string, Evaluation>,
  search: DataCut,
): readonly Tested[] {
  const before = new Map([...incumbents].map(([id, { trades }]) => [id, seriesOf(trades, search)]));
  return candidates.map((candidate, i) => {
    const { trades, signals } = evaluations[i] ?? { trades: [], signals: [] };
    const series = seriesOf(trades, search);
    const parent = candidate.parent === null ? undefined : before.get(candidate.parent.id);
    const difference = parent === undefined ? series : series.map((each, t) => each - parent[t]!);
    return { candidate, trades, signals, series, difference, sharpe: sharpeOf(momentsOf(series)) };
  });
}

/** Fewer trades are an anecdote: one lucky trade has the highest ratio of all. */
export const LEAST_TRADES = 30;

/** Those that may be chosen: whoever traded often enough. All of them when fewer than two did, so that a no has its reasons. */
export function eligibleOf(tested: readonly Tested[]): readonly Tested[] {
  const often = tested.filter(({ trades }) => trades.length >= LEAST_TRADES);
  return often.length < 2 ? tested : often;
}

/** Index of the highest Sharpe ratio; the first of equals. @throws RangeError of nothing. */
export function bestOf(tested: readonly Pick<Tested, "sharpe">[]): number {
  if (tested.length === 0) throw new RangeError("no candidate to choose from");
  return tested.reduce((best, { sharpe }, i) => (sharpe > tested[best]!.sharpe ? i : best), 0);
}

export function sampleOf(values: ArrayLike<number>): SharpeSample {
  const moments = momentsOf(values);
  return { sharpe: sharpeOf(moments), n: moments.n, skewness: moments.skewness, kurtosis: moments.kurtosis };
}

/**
 * All that was tried on data that overlaps: this cycle's candidates and the ledger's. How far luck goes is measured on this
 * cycle's, whose results are at hand. These may be relatives of the luckiest of the earlier ones, and lie close together for
 * that: where there were any, it goes as far as for tries that have nothing in common.
 */
export function trialsOf(tested: readonly Tested[], ledger: Ledger, search: DataCut): Trials {
  const now = new Set(tested.map(({ candidate }) => candidate.fingerprint));
  const earlier = triedOn(ledger, search).filter(({ fingerprint }) => !now.has(fingerprint));
  const known = earlier.length + ledger.older;
  const rows = tested.map(({ series }) => series);
  const n = rows[0]?.length ?? 0;
  const unrelated = known === 0 || n < 2 ? 0 : 1 / (n - 1);
  return { count: tested.length + known, variance: Math.max(trialVariance(rows), unrelated) };
}

export const deflatedOf = (tested: Tested, trials: Trials): number => deflatedSharpe(sampleOf(tested.series), trials);
