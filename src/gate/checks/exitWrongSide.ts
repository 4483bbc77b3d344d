import { type Check, holds } from "./check.ts";
import { noPosition } from "./subject.ts";

/** An exit goes the other way than its position. */
export const exitWrongSide: Check = {
  code: "EXIT_WRONG_SIDE",
  binds: ["exit"],
  judge: ({ intent, position }, state) => {
    if (position === undefined) return noPosition(intent, state);
    const wanted = position.side === "long" ? "sell" : "buy";
    return holds(intent.side === wanted, intent.side, wanted, `position ${position.side}`);
  },
};
