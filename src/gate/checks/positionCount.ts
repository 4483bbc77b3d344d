import { workingEntries } from "../ledger/reserved.ts";
import { atMost, type Check, ENTRY } from "./check.ts";

/** So many positions at once, those that are still being entered included. */
export const positionCount: Check = {
  code: "POSITION_COUNT",
  binds: ENTRY,
  judge: (_subject, state, { safety }) => {
    const ids = new Set(Object.keys(state.positions));
    for (const order of workingEntries(state)) ids.add(order.spec.positionId);
    const limit = String(safety.limits.exposure.maxPositions);
    return atMost(String(ids.size + 1), limit, "positions", safety.source("exposure.maxPositions"));
  },
};
