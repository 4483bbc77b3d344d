import { type Check, ENTRY, holds } from "./check.ts";

/** Nothing is begun before ledger and venue agree, after each start and after each disagreement. */
export const notReconciled: Check = {
  code: "NOT_RECONCILED",
  binds: ENTRY,
  judge: (_subject, { reconciled }) =>
    holds(reconciled, reconciled ? "agree" : "not known to agree", "ledger and venue agree", "gate.reconciled"),
};
