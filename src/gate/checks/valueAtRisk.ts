import { type Check, ENTRY } from "./check.ts";
import { withinRisk } from "./withinRisk.ts";

/** One day at the stated confidence, and the assumed worst day, lose at most this share of equity. */
export const valueAtRisk: Check = {
  code: "VALUE_AT_RISK",
  binds: ENTRY,
  judge: withinRisk("maxValueAtRiskPct", ({ day }) => day.valueAtRisk),
};
