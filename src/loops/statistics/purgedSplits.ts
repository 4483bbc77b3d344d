import type { Timestamp } from "../../store/time.ts";
import { combinations } from "./combinations.ts";

/** A trade's life: what it was decided on lies before `entryAt`, what came of it is known at `exitAt`. */
export interface Span {
  readonly entryAt: Timestamp;
  readonly exitAt: Timestamp;
}

/** From inclusive, to exclusive. */
export interface Block {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

/** One way to split: the blocks to test on, and which of the trades may be learned from and tested. Indices of trades. */
export interface PurgedSplit {
  readonly test: readonly number[];
  readonly train: readonly number[];
  readonly blocks: readonly number[];
}

/** Even blocks of time, without gaps. */
export const evenBlocks = (from: Timestamp, to: Timestamp, count: number): readonly Block[] =>
  Array.from({ length: count }, (_, i) => ({
    from: from + ((to - from) * i) / count,
    to: from + ((to - from) * (i + 1)) / count,
  }));

/** Longest time in the market: as long after a test block nothing is learned from (the embargo). */
export const longestHolding = (trades: readonly Span[]): number =>
  trades.reduce((longest, { entryAt, exitAt }) => Math.max(longest, exitAt - entryAt), 0);

/**
 * Combinatorial purged cross-validation: all C(blocks, k) ways to hold out k blocks. A trade is tested when it was entered
 * in a test block; it is learned from when its [entry, exit] touches none, nor the embargo after one.
 * López de Prado, "Advances in Financial Machine Learning" (2018), chapters 7 and 12.
 */
export function purgedSplits(
  trades: readonly Span[],
  blocks: readonly Block[],
  k: number,
  embargoMs: number,
): readonly PurgedSplit[] {
  return combinations(blocks.length, k).map((held) => {
    const [test, train]: [number[], number[]] = [[], []];
    for (const [index, trade] of trades.entries()) {
      const touched = held.map((block) => blocks[block]!);
      if (touched.some(({ from, to }) => trade.entryAt >= from && trade.entryAt < to)) test.push(index);
      else if (!touched.some((block) => touches(trade, block, embargoMs))) train.push(index);
    }
    return { test, train, blocks: held };
  });
}

const touches = ({ entryAt, exitAt }: Span, { from, to }: Block, embargoMs: number): boolean =>
  exitAt >= from && entryAt < to + embargoMs;
