import { moveLimit, moveOf } from "../ledger/move.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** A market that jumps is let alone: within five minutes, or one candle where that is longer, it moved little. */
export const marketMove: Check = {
  code: "MARKET_MOVE",
  binds: ENTRY,
  judge: ({ intent }, state, { safety, timeframe }) => {
    const source = safety.source("market.maxMovePct");
    const move = moveOf(state, intent.symbol, timeframe);
    if (move === null) return missing("price", source);
    return atMost(move.movedPct, moveLimit(move, safety), "%", source);
  },
};
