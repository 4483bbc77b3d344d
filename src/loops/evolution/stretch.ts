import type { CandleColumns, Symbol } from "../../store/market/candle.ts";
import { DAY_MS, type Timestamp } from "../../store/time.ts";

/** Candles of one symbol, oldest first, of one length. */
export interface Dated {
  readonly symbol: Symbol;
  readonly candleMs: number;
  readonly columns: Pick<CandleColumns, "ts" | "length">;
}

/** From the open time of a market's first candle to the closing time of its last. */
export interface Extent {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

/** What all markets have without a long gap, and the gap that it begins behind. */
export interface Stretch extends Extent {
  /** Whose candles begin last; of one market, that one. */
  readonly symbol: Symbol;
  /** Where that symbol has no candles, just before; null when there is nothing of it before. */
  readonly gap: Extent | null;
}

/** Candles of a day alone are more than a day apart as soon as one is missing. */
const LEAST_CANDLES = 3;

/**
 * A longer time without candles is no outage any more: what was held before it is not what is held behind it, and an
 * indicator that goes on over it says something of two markets. A day, or three candles where these are longer.
 */
export const longestOutageMs = (candleMs: number): number => Math.max(DAY_MS, LEAST_CANDLES * candleMs);

/**
 * The newest stretch of time in which no market has a long gap; shorter outages stay in it. It ends where the first of
 * them ends. Null where one has no candle at all, or when they have no time in common.
 */
export function stretchOf(markets: readonly Dated[]): Stretch | null {
  let to = Number.POSITIVE_INFINITY;
  for (;;) {
    const each = markets.map((market) => newestOf(market, to));
    if (each.length === 0 || each.includes(null)) return null;
    const stretches = each.filter((one) => one !== null);
    const first = Math.min(...stretches.map((one) => one.to));
    // Who ends this long before the others, or has a gap where the first of them ends, ends it for all.
    const isOver = stretches.some((one, i) => to - one.to > longestOutageMs(markets[i]!.candleMs));
    if (!isOver) {
      const last = stretches.reduce((latest, one) => (one.from > latest.from ? one : latest));
      return last.from < to ? { ...last, to } : null;
    }
    to = first;
  }
}

/** The newest stretch of one market, by candles that are closed by `to`. */
function newestOf({ symbol, candleMs, columns: { ts, length } }: Dated, to: Timestamp): Stretch | null {
  let end = length;
  while (end > 0 && ts[end - 1]! + candleMs > to) end--;
  if (end === 0) return null;
  const longest = longestOutageMs(candleMs);
  let begin = end - 1;
  while (begin > 0 && ts[begin]! - (ts[begin - 1]! + candleMs) <= longest) begin--;
  const gap = begin === 0 ? null : { from: ts[begin - 1]! + candleMs, to: ts[begin]! };
  return { symbol, from: ts[begin]!, to: ts[end - 1]! + candleMs, gap };
}
