import { type Check, ENTRY } from "./check.ts";
import { withinRisk } from "./withinRisk.ts";

/** Nor do the days beyond it, on the average. */
export const expectedShortfall: Check = {
  code: "EXPECTED_SHORTFALL",
  binds: ENTRY,
  judge: withinRisk("maxShortfallPct", ({ day }) => day.shortfall),
};
