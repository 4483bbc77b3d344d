import { SECOND_MS, type Timestamp } from "../../store/time.ts";
import type { TopOfBook } from "./topOfBook.ts";

/** A price somebody gave, and when. */
export interface Word {
  readonly price: number;
  readonly at: Timestamp;
}

/** One symbol's price, from every side it is seen from. Times are the agent's own but for the book's stamp. */
export interface Sides {
  readonly symbol: string;
  /** The last book that came; null when none did. */
  readonly top: TopOfBook | null;
  readonly answeredAt: Timestamp;
  /** Why no book came when it was last asked for; empty when one did. */
  readonly cause: string;
  /** When the book's stamp was last seen to move. */
  readonly movedAt: Timestamp;
  /** The close of the newest candle, the open one included. */
  readonly candle: Word | null;
  /** The gate's mark: another process, another question. */
  readonly gate: Word | null;
}

/** No book for so long, or one whose time stands still for so long, is none. */
export const SILENT_AFTER_MS = 30 * SECOND_MS;
export const FROZEN_AFTER_MS = 60 * SECOND_MS;
/** A word older than this is history and compared with nothing. */
export const WORD_AGE_MS = 60 * SECOND_MS;
/** A word further outside of bid and ask than this is not of the same market: one in a hundred, within a minute. */
export const DIVERGED_BPS = 100;

/**
 * Why this symbol's prices are not to be believed, in one line; null when every side agrees. What was never seen is not
 * believed. The order is that of a person asking: is there a book, can it be one, does it live, does it agree.
 */
export function doubtOf(
  { symbol, top, answeredAt, cause, movedAt, candle, gate }: Sides,
  now: Timestamp,
): string | null {
  const because = cause === "" ? "" : ` (${cause})`;
  if (top === null) return `${symbol}: no book has come${because}`;
  if (now - answeredAt >= SILENT_AFTER_MS) return `${symbol}: no book for ${seconds(now - answeredAt)}${because}`;
  const { bid, ask } = top;
  if (bid >= ask) return `${symbol}: the book is crossed, bid ${bid} at ask ${ask}`;
  if (top.stampedAt !== null && now - movedAt >= FROZEN_AFTER_MS) {
    return `${symbol}: the book is frozen, its time has stood still for ${seconds(now - movedAt)}`;
  }
  return apart("the newest candle", candle) ?? apart("the gate's mark", gate);

  function apart(whose: string, word: Word | null): string | null {
    if (word === null || now - word.at > WORD_AGE_MS) return null;
    // A wide book is no doubt: what lies within it is of it. That it is too wide to trade on is the gate's to say.
    const outside = Math.max(0, bid - word.price, word.price - ask);
    const bps = (outside / bid) * 10_000;
    if (bps <= DIVERGED_BPS) return null;
    return `${symbol}: ${whose} says ${word.price}, the book ${bid} to ${ask}: ${bps.toFixed(0)} bps apart`;
  }
}

const seconds = (ms: number): string => `${Math.round(ms / SECOND_MS)} s`;
