import { least, most } from "../../store/money.ts";
import type { Timestamp } from "../../store/time.ts";
import type { Folds } from "./evolve.ts";
import { type GateState, KEPT, type Mark, type Position } from "./state.ts";

/** Whether a price of that time would be the newest the gate has: a candle may be booked after a later quote. */
export const isNewer = (state: GateState, symbol: string, at: Timestamp): boolean =>
  at >= (state.marks[symbol]?.at ?? 0);

/** The market's clock, the marks, and how far price went for and against each position. */
export const foldMarket: Folds<"market.advanced" | "market.quoted"> = {
  "market.advanced": (state, { n, at, candles, equity }) => {
    const symbols = Object.keys(candles);
    const closes = Object.entries(candles).map(([symbol, { close }]) => [symbol, { price: close, at }] as const);
    const ends = symbols.map((symbol) => [symbol, Math.max(at, state.candleEnds[symbol] ?? 0)] as const);
    const positions = Object.fromEntries(
      Object.entries(state.positions).map(([key, position]) => [key, stretched(position, candles[position.symbol])]),
    );
    const latest = Math.max(at, state.at ?? 0);
    return {
      ...state,
      nextTick: n + 1,
      at: latest,
      marks: withNewer(state, closes),
      candleEnds: { ...state.candleEnds, ...Object.fromEntries(ends) },
      positions,
      equity,
      peakEquity: most(state.peakEquity, equity),
      equityCurve: [...state.equityCurve, { at: latest, equity }].slice(-KEPT.equityPoints),
      entryTimes: state.entryTimes.filter((time) => time > at - 60_000),
    };
  },
  // Prices alone: the market's clock stands between two candles.
  "market.quoted": (state, { marks }) => ({ ...state, marks: withNewer(state, Object.entries(marks)) }),
};

const withNewer = (state: GateState, marks: Iterable<readonly [string, Mark]>): GateState["marks"] => ({
  ...state.marks,
  ...Object.fromEntries([...marks].filter(([symbol, { at }]) => isNewer(state, symbol, at))),
});

function stretched(position: Position, candle: { high: string; low: string } | undefined): Position {
  if (candle === undefined) return position;
  return {
    ...position,
    highest: most(position.highest, candle.high),
    lowest: least(position.lowest, candle.low),
  };
}
