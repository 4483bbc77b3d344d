import { tradingState } from "../../store/words/hold.ts";
import { type Check, ENTRY_AND_EXIT, holds } from "./check.ts";

/** Halted: the agent is locked out, also of exits; the gate's own stops and the operator go on. */
export const tradingHalted: Check = {
  code: "TRADING_HALTED",
  binds: ENTRY_AND_EXIT,
  judge: (_subject, state) => {
    const now = tradingState(state.holds);
    return holds(now !== "halted", now, "active or reducing", "holds");
  },
};
