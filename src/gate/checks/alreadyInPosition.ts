import { workingEntries } from "../ledger/reserved.ts";
import { waitingOrders } from "../ledger/waiting.ts";
import { type Check, ENTRY, holds } from "./check.ts";

/** A rule enters a symbol once: it must be out before it enters again. */
export const alreadyInPosition: Check = {
  code: "ALREADY_IN_POSITION",
  binds: ENTRY,
  judge: ({ intent, position }, state) => {
    const entering = workingEntries(state).some(
      ({ spec }) => spec.ruleId === intent.ruleId && spec.symbol === intent.symbol,
    );
    const waiting = waitingOrders(state).some(
      (order) => order.intent.ruleId === intent.ruleId && order.intent.symbol === intent.symbol,
    );
    const observed =
      position !== undefined ? "in position" : entering ? "entering" : waiting ? "waiting for a person" : "flat";
    return holds(observed === "flat", observed, "flat", `rule ${intent.ruleId}`);
  },
};
