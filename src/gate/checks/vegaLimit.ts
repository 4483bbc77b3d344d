import { type Check, ENTRY } from "./check.ts";
import { withinRisk } from "./withinRisk.ts";

/** A point of volatility costs or brings little. */
export const vegaLimit: Check = {
  code: "VEGA_LIMIT",
  binds: ENTRY,
  judge: withinRisk("maxVegaPct", ({ greeks }) => Math.abs(greeks.vega)),
};
