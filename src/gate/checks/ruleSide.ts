import { type Check, ENTRY, holds, missing } from "./check.ts";

/** A rule goes the way it says: a long rule buys. */
export const ruleSide: Check = {
  code: "RULE_SIDE_MISMATCH",
  binds: ENTRY,
  judge: ({ intent, rule }) => {
    if (rule === undefined) return missing("side", "rulebook");
    const { side, id, version } = rule.document;
    return holds(intent.side === (side === "long" ? "buy" : "sell"), intent.side, side, `rule ${id} v${version}`);
  },
};
