import type { Folds } from "./evolve.ts";

/** How far a live account may go. It outlives the gate: one that starts again was armed by the same person. */
export const foldArming: Folds<"arming.changed"> = {
  "arming.changed": (state, { level, acceptsGateOnly }) => ({ ...state, arming: { level, acceptsGateOnly } }),
};
