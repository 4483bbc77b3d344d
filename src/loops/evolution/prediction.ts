import { utcDay } from "../../store/time.ts";
import { clusteredMean } from "../statistics/clusteredInterval.ts";
import { momentsOf, sharpeOf } from "../statistics/moments.ts";
import { type Block, evenBlocks, longestHolding, type PurgedSplit, purgedSplits } from "../statistics/purgedSplits.ts";
import type { Tested } from "./contender.ts";
import { type DataCut, seriesOf } from "./evaluation.ts";

const BLOCKS = 6;
const HELD_OUT = 2;

/** What choosing this way brought where it had not looked, in R a period above the incumbent, with a 90 % interval. */
export interface Prediction {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly splits: number;
  /** Splits in which the survivor was the one chosen: on their test blocks it was not looked at. */
  readonly chosenIn: readonly (readonly Block[])[];
}

/**
 * Combinatorial purged cross-validation of the choice itself: in each of the 15 splits the best by Sharpe ratio is chosen
 * on what may be learned from, and its difference to the incumbent is read off the blocks held out. A candidate that is
 * only the luckiest shrinks to nothing here.
 */
export function predict(tested: readonly Tested[], survivor: number, search: DataCut): Prediction {
  const blocks = evenBlocks(search.from, search.to, BLOCKS);
  const embargoMs = tested.reduce((longest, { trades }) => Math.max(longest, longestHolding(trades)), 0);
  const learned = tested.map(({ trades }) => purgedSplits(trades, blocks, HELD_OUT, embargoMs));
  const length = tested[survivor]!.series.length;
  const [sums, counts] = [new Float64Array(length), new Float64Array(length)];
  const chosenIn: (readonly Block[])[] = [];
  const splits: readonly PurgedSplit[] = learned[0]!;
  for (const [s, { blocks: held }] of splits.entries()) {
    const test = held.map((block) => blocks[block]!);
    const chosen = bestIn(tested, learned, s, search);
    if (chosen === survivor) chosenIn.push(test);
    for (let t = 0; t < length; t++) {
      if (!isWithin(search.from + (t + 0.5) * search.periodMs, test)) continue;
      sums[t]! += tested[chosen]!.difference[t]!;
      counts[t]! += 1;
    }
  }
  const values = [...sums].map((sum, t) => ({
    day: utcDay(search.from + t * search.periodMs),
    value: counts[t] === 0 ? 0 : sum / counts[t]!,
  }));
  const { mean, low, high } = clusteredMean(values, 0.9);
  return { mean, low, high, splits: splits.length, chosenIn };
}

function bestIn(
  tested: readonly Tested[],
  learned: readonly (readonly PurgedSplit[])[],
  s: number,
  search: DataCut,
): number {
  let [best, highest] = [0, Number.NEGATIVE_INFINITY];
  for (const [k, { trades }] of tested.entries()) {
    const kept = learned[k]![s]!.train.map((index) => trades[index]!);
    const sharpe = sharpeOf(momentsOf(seriesOf(kept, search)));
    if (sharpe > highest) [best, highest] = [k, sharpe];
  }
  return best;
}

export const isWithin = (at: number, blocks: readonly Block[]): boolean =>
  blocks.some(({ from, to }) => at >= from && at < to);
