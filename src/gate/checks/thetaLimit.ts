import { type Check, ENTRY } from "./check.ts";
import { withinRisk } from "./withinRisk.ts";

/** A day that passes costs little; what it brings is welcome. */
export const thetaLimit: Check = {
  code: "THETA_LIMIT",
  binds: ENTRY,
  judge: withinRisk("maxThetaPct", ({ greeks }) => Math.max(0, -greeks.theta)),
};
