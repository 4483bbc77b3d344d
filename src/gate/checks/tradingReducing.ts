import { tradingState } from "../../store/words/hold.ts";
import { type Check, ENTRY, holds } from "./check.ts";

/** Reducing: only orders that reduce exposure. */
export const tradingReducing: Check = {
  code: "TRADING_REDUCING",
  binds: ENTRY,
  judge: (_subject, state) => {
    const now = tradingState(state.holds);
    return holds(now !== "reducing", now, "active", "holds");
  },
};
