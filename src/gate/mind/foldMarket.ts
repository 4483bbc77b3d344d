import { least, most } from "../../store/money.ts";
import type { Folds } from "./evolve.ts";
import { KEPT, type Position } from "./state.ts";

/** The market's clock, the marks, and how far price went for and against each position. */
export const foldMarket: Folds<"market.advanced"> = {
  "market.advanced": (state, { n, at, candles, equity }) => {
    const marks = { ...state.marks };
    for (const [symbol, candle] of Object.entries(candles)) marks[symbol] = { price: candle.close, at };
    const positions = Object.fromEntries(
      Object.entries(state.positions).map(([key, position]) => [key, stretched(position, candles[position.symbol])]),
    );
    return {
      ...state,
      nextTick: n + 1,
      at,
      marks,
      positions,
      equity,
      peakEquity: most(state.peakEquity, equity),
      equityCurve: [...state.equityCurve, { at, equity }].slice(-KEPT.equityPoints),
      entryTimes: state.entryTimes.filter((time) => time > at - 60_000),
    };
  },
};

function stretched(position: Position, candle: { high: string; low: string } | undefined): Position {
  if (candle === undefined) return position;
  return {
    ...position,
    highest: most(position.highest, candle.high),
    lowest: least(position.lowest, candle.low),
  };
}
