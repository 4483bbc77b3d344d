import type { Folds } from "./evolve.ts";

/** The set of holds. Clearing one never touches another. */
export const foldHold: Folds<"hold.placed" | "hold.cleared"> = {
  "hold.placed": (state, hold) => ({ ...state, holds: [...state.holds, hold] }),
  "hold.cleared": (state, { id, cause, by }) => ({
    ...state,
    holds: state.holds.filter((hold) => hold.id !== id),
    // Clearing a drawdown hold is a person's word that this equity is the new height to fall from.
    peakEquity: cause === "drawdown" && by === "operator" ? state.equity : state.peakEquity,
    // Clearing this one is a person's word that they looked, and that the ledger is right.
    reconciled: state.reconciled || (cause === "not_reconciled" && by === "operator"),
  }),
};
