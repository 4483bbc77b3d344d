import { type Check, holds, missing } from "./check.ts";

/** An exit goes the other way than its position. */
export const exitWrongSide: Check = {
  code: "EXIT_WRONG_SIDE",
  binds: ["exit"],
  judge: ({ intent, position }) => {
    if (position === undefined) return missing("position", `rule ${intent.ruleId} on ${intent.symbol}`);
    const wanted = position.side === "long" ? "sell" : "buy";
    return holds(intent.side === wanted, intent.side, wanted, `position ${position.side}`);
  },
};
