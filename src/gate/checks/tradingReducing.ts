import { tradingState } from "../../store/words/hold.ts";
import { isFlattening } from "../mind/state.ts";
import { type Check, ENTRY, holds } from "./check.ts";

/** Reducing, or on the way out of this symbol: only orders that reduce exposure. */
export const tradingReducing: Check = {
  code: "TRADING_REDUCING",
  binds: ENTRY,
  judge: ({ intent }, state) => {
    const now = isFlattening(state, intent.symbol) ? "closing" : tradingState(state.holds);
    return holds(now === "active" || now === "halted", now, "neither reducing nor closing", "holds");
  },
};
