import { divide, fromNumber, isMore, least, type Money, most, multiply, subtract } from "../../store/money.ts";
import { MINUTE_MS, type Timeframe, timeframeMs } from "../../store/time.ts";
import type { GateState } from "../mind/state.ts";
import type { Safety } from "../safety/schema.ts";

const WINDOW_MS = 5 * MINUTE_MS;

/** How far a price went lately. */
export interface Move {
  /** From the lowest to the highest price, % of the lowest, to 4 decimals. */
  readonly movedPct: Money;
  /** How many times five minutes this looks at: 1, or the length of a longer candle. */
  readonly windows: number;
}

/**
 * From the lowest to the highest price of the last five minutes, the close before them included; of the last candle,
 * where candles are longer. Null before the first price.
 */
export function moveOf(state: GateState, symbol: string, timeframe: Timeframe): Move | null {
  const ranges = state.ranges[symbol] ?? [];
  const last = ranges.at(-1);
  if (last === undefined) return null;
  let [low, high] = [last.low, last.high];
  for (const range of ranges) {
    const before = range.at <= last.at - WINDOW_MS;
    low = least(low, before ? range.close : range.low);
    high = most(high, before ? range.close : range.high);
  }
  const movedPct = divide(multiply(subtract(high, low), "100"), low, 4);
  return { movedPct, windows: Math.max(1, timeframeMs(timeframe) / WINDOW_MS) };
}

/** What `market.maxMovePct` comes to for a move: it grows with the root of the time, as prices that wander do. */
export const moveLimit = ({ windows }: Move, { limits }: Safety): Money =>
  divide(fromNumber(limits.market.maxMovePct * Math.sqrt(windows)), "1", 4);

/** Whether a symbol moves further than `market.maxMovePct`. Before the first price it does not. */
export function movesTooFar(state: GateState, symbol: string, timeframe: Timeframe, safety: Safety): boolean {
  const move = moveOf(state, symbol, timeframe);
  const at = state.ranges[symbol]?.at(-1)?.at ?? 0;
  // What the symbol did before the market went on without it says nothing any more.
  if (at + WINDOW_MS * (move?.windows ?? 1) < (state.at ?? 0)) return false;
  return move !== null && isMore(move.movedPct, moveLimit(move, safety));
}
