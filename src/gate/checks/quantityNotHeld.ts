import { freeToExit } from "../ledger/reserved.ts";
import { atMost, type Check, missing } from "./check.ts";

/** An exit sells at most what its rule holds and nothing else is already selling. */
export const quantityNotHeld: Check = {
  code: "QUANTITY_NOT_HELD",
  binds: ["exit"],
  judge: ({ intent, position }, state) => {
    if (position === undefined) return missing("position", `rule ${intent.ruleId} on ${intent.symbol}`);
    return atMost(intent.quantity, freeToExit(state, position.positionId), "held and free", "ledger");
  },
};
