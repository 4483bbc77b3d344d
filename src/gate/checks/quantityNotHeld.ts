import { freeToExit } from "../ledger/reserved.ts";
import { atMost, type Check } from "./check.ts";
import { noPosition } from "./subject.ts";

/** An exit sells at most what its rule holds and nothing else is already selling. */
export const quantityNotHeld: Check = {
  code: "QUANTITY_NOT_HELD",
  binds: ["exit"],
  judge: ({ intent, position }, state) => {
    if (position === undefined) return noPosition(intent, state);
    return atMost(intent.quantity, freeToExit(state, position.positionId), "held and free", "ledger");
  },
};
