import { MINUTE_MS } from "../../store/time.ts";
import { type Check, ENTRY, holds } from "./check.ts";

/** They are held against each other once a minute: an agreement that is older was followed by looks that did not end. */
const MAX_AGE_MS = 5 * MINUTE_MS;

/** Nothing is begun before ledger and venue agree, after each start and after each disagreement, nor long after they last did. */
export const notReconciled: Check = {
  code: "NOT_RECONCILED",
  binds: ENTRY,
  judge: (_subject, { reconciled, reconciledAt }, { now }) => {
    const ageMs = reconciledAt === null ? 0 : now - reconciledAt;
    const observed =
      ageMs > MAX_AGE_MS ? `held against each other ${ageMs} ms ago` : reconciled ? "agree" : "not known to agree";
    return holds(reconciled && ageMs <= MAX_AGE_MS, observed, "ledger and venue agree", "gate.reconciled");
  },
};
