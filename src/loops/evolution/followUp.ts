import type { RuleDocument } from "../../store/rules/document.ts";
import type { Timestamp } from "../../store/time.ts";
import { type EvaluationRequest, type Questions, seriesOf } from "./evaluation.ts";

/** A proposal that is followed in shadow, whatever a person said to it. */
export interface FollowWish {
  readonly proposalId: string;
  readonly document: RuleDocument;
  /** The rule it would have taken the place of; null when it would have stood beside. */
  readonly parent: RuleDocument | null;
  /** When it was made: only later candles say anything. */
  readonly from: Timestamp;
  readonly periodMs: number;
}

/** What came of it so far. */
export interface FollowedUp {
  readonly proposalId: string;
  readonly to: Timestamp;
  /** R a period above its parent, on candles after it was made, in whole periods. */
  readonly differences: readonly number[];
  /** Trades that it would have closed since. */
  readonly trades: number;
}

/** A proposal is followed for as many periods; by then it is known what it was worth. */
export const MOST_PERIODS = 200;

/** Both rules on the candles since, by the same fill model and costs, period by period. */
export function* followUp(wishes: readonly FollowWish[], now: Timestamp): Questions<readonly FollowedUp[]> {
  const due = wishes.filter(({ from, periodMs }) => now - from >= periodMs);
  if (due.length === 0) return [];
  const ends = due.map(
    ({ from, periodMs }) => from + Math.min(MOST_PERIODS, wholePeriods(now - from, periodMs)) * periodMs,
  );
  const ask = (document: RuleDocument, i: number): EvaluationRequest => ({
    document,
    from: due[i]!.from,
    to: ends[i]!,
    costFactor: 1,
  });
  const own = yield due.map(({ document }, i) => ask(document, i));
  const parents = yield due.flatMap(({ parent }, i) => (parent === null ? [] : [ask(parent, i)]));
  const others = parents[Symbol.iterator]();
  return due.map(({ proposalId, parent, from, periodMs }, i) => {
    const cut = { from, to: ends[i]!, periodMs };
    const series = seriesOf(own[i]!.trades, cut);
    const before = parent === null ? null : seriesOf(others.next().value?.trades ?? [], cut);
    const differences = [...series].map((each, t) => Number((each - (before?.[t] ?? 0)).toFixed(6)));
    return { proposalId, to: cut.to, differences, trades: own[i]!.trades.length };
  });
}

const wholePeriods = (span: number, periodMs: number): number => Math.floor(span / periodMs);
