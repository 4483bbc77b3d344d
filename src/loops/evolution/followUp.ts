import type { RuleDocument } from "../../store/rules/document.ts";
import { validateRule } from "../../store/rules/validate.ts";
import type { Timestamp } from "../../store/time.ts";
import { type Coverage, LEAST_COVERED } from "./coverage.ts";
import { type Evaluation, type EvaluationRequest, type Questions, seriesOf } from "./evaluation.ts";

/** A proposal that is followed in shadow, whatever a person said to it. */
export interface FollowWish {
  readonly proposalId: string;
  readonly document: RuleDocument;
  /** The rule it would have taken the place of; null when it would have stood beside. */
  readonly parent: RuleDocument | null;
  /** When it was made: only later candles say anything. */
  readonly from: Timestamp;
  readonly periodMs: number;
  /** Up to here it was followed already, in whole periods since it was made. */
  readonly followedTo: Timestamp;
}

/** What came of it since it was last looked at. */
export interface FollowedUp {
  readonly proposalId: string;
  /** The first of these periods begins where the last one that was told of before ends. */
  readonly from: Timestamp;
  readonly to: Timestamp;
  /** R a period above its parent, in whole periods; null: what it would have done then is not known. */
  readonly differences: readonly (number | null)[];
  /** Trades that it would have closed in those that are known. */
  readonly trades: number;
}

/** A proposal is followed for as many periods; by then it is known what it was worth. */
export const MOST_PERIODS = 200;

/** Whether there is anything left to follow. */
export const isFollowed = ({ from, periodMs, followedTo }: Pick<FollowWish, "from" | "periodMs" | "followedTo">) =>
  followedTo < from + MOST_PERIODS * periodMs;

/**
 * Both rules on the candles since, by the same fill model and costs, period by period. Periods that were told of are not
 * told again: what was known when their candles were here stays known. Of the later ones those are known that lie in the
 * candles at hand, behind as many as warm both rules up; for those before, or without candles, nobody can say it.
 */
export function* followUp(wishes: readonly FollowWish[], seen: Coverage): Questions<readonly FollowedUp[]> {
  const due = wishes.map((wish) => dueOf(wish, seen)).filter((each) => each !== null);
  if (due.length === 0) return [];
  const ask = (document: RuleDocument, { begin, to }: Due): EvaluationRequest => ({
    document,
    from: begin,
    to,
    costFactor: 1,
  });
  const own = yield due.map((each) => ask(each.wish.document, each));
  const parents = yield due.flatMap((each) => (each.wish.parent === null ? [] : [ask(each.wish.parent, each)]));
  const others = parents[Symbol.iterator]();
  return due.map((each, i) =>
    followedUp(each, own[i]!, each.wish.parent === null ? null : (others.next().value ?? null), seen),
  );
}

/** What is asked for a wish: what was open before the first period that is told of is part of it. */
interface Due {
  readonly wish: FollowWish;
  /** Both rules trade from here on. */
  readonly begin: Timestamp;
  /** The first period that is known, and the last there is, counted from the proposal's making. */
  readonly first: number;
  readonly end: number;
  readonly to: Timestamp;
}

function dueOf(wish: FollowWish, { to, warmAfter }: Coverage): Due | null {
  const { from, periodMs, followedTo } = wish;
  const rules = rulesOf(wish);
  const warm = warmAfter(Math.max(...rules.map((each) => validateRule(each).warmupBars)), rules);
  if (warm === null) return null;
  const begin = Math.max(from, warm);
  const first = Math.max(periodOf(followedTo, wish), Math.ceil((begin - from) / periodMs));
  const end = Math.min(MOST_PERIODS, Math.floor((to - from) / periodMs));
  return first >= end ? null : { wish, begin, first, end, to: from + end * periodMs };
}

const rulesOf = ({ document, parent }: FollowWish): readonly RuleDocument[] =>
  parent === null ? [document] : [document, parent];

const periodOf = (at: Timestamp, { from, periodMs }: FollowWish): number => Math.floor((at - from) / periodMs);

function followedUp(
  { wish, first, end, to }: Due,
  { trades }: Evaluation,
  before: Evaluation | null,
  { covered }: Coverage,
): FollowedUp {
  const { proposalId, from, periodMs, followedTo } = wish;
  const rules = rulesOf(wish);
  const isKnown = (period: number): boolean => {
    const opens = from + period * periodMs;
    if (period < first || period >= end) return false;
    return covered({ from: opens, to: opens + periodMs }, rules).share >= LEAST_COVERED;
  };
  const cut = { from, to, periodMs };
  const [own, other] = [seriesOf(trades, cut), seriesOf(before?.trades ?? [], cut)];
  const next = periodOf(followedTo, wish);
  const differences = Array.from({ length: end - next }, (_, i) =>
    isKnown(next + i) ? Number((own[next + i]! - other[next + i]!).toFixed(6)) : null,
  );
  const closed = trades.filter(({ exitAt }) => isKnown(periodOf(exitAt, wish)));
  return { proposalId, from: followedTo, to, differences, trades: closed.length };
}
