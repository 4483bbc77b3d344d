import { type Check, ENTRY } from "./check.ts";
import { withinRisk } from "./withinRisk.ts";

/** When prices move 1 %, delta moves little. */
export const gammaLimit: Check = {
  code: "GAMMA_LIMIT",
  binds: ENTRY,
  judge: withinRisk("maxGammaPct", ({ greeks }) => Math.abs(greeks.gamma1Pct)),
};
