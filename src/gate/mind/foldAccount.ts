import type { Folds } from "./evolve.ts";

/** The account's birth, its days, and the limits in force. */
export const foldAccount: Folds<"account.opened" | "gate.started" | "safety.accepted" | "day.opened"> = {
  "account.opened": (state, { binding, startingCash, costs }) => ({
    ...state,
    binding,
    costs,
    startingCash,
    cash: startingCash,
    equity: startingCash,
    peakEquity: startingCash,
    // Ticks are numbered from the source's first; those before the account opened are its history.
    nextTick: binding.market.kind === "sim" ? binding.market.historyBars : 0,
  }),
  // A gate that starts has no agent yet, whatever the last one had.
  "gate.started": (state) => ({ ...state, agentAttached: false }),
  "safety.accepted": (state, { hash, limits, places }) => ({
    ...state,
    safetyHash: hash,
    acceptedLimits: limits,
    acceptedPlaces: places ?? {}, // which older programs did not record
  }),
  "day.opened": (state, day) => ({ ...state, day }),
};
