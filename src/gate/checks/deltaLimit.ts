import { type Check, ENTRY } from "./check.ts";
import { withinRisk } from "./withinRisk.ts";

/** Were all prices to move by their whole, the account would gain or lose so much of its equity. */
export const deltaLimit: Check = {
  code: "DELTA_LIMIT",
  binds: ENTRY,
  judge: withinRisk("maxDeltaPct", ({ greeks }) => Math.abs(greeks.delta)),
};
