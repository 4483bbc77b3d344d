import { superiorAbility } from "../../statistics/superiorAbility.ts";
import { type Gate, result } from "./gate.ts";

const MOST = 0.05;

/** Some candidate beats the rule it would replace, and not because there were so many. */
export const superior: Gate = {
  code: "SPA",
  about: "test for superior predictive ability on paired differences against the incumbent",
  judge({ tested, random }) {
    const rows = tested.map(({ difference }) => difference);
    const observed = (rows[0]?.length ?? 0) < 20 ? null : superiorAbility(rows, random);
    return result("SPA", observed, { most: MOST }, (seen) => `p ${seen.toFixed(3)}, at most ${MOST} may be`);
  },
};
