import { type Check, ENTRY } from "./check.ts";
import { withinRisk } from "./withinRisk.ts";

/** A point of interest costs or brings little. */
export const rhoLimit: Check = {
  code: "RHO_LIMIT",
  binds: ENTRY,
  judge: withinRisk("maxRhoPct", ({ greeks }) => Math.abs(greeks.rho)),
};
