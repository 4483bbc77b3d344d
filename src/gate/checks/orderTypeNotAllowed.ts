import { type Check, ENTRY, holds } from "./check.ts";

/** Entries use the order types that the operator lists. */
export const orderTypeNotAllowed: Check = {
  code: "ORDER_TYPE_NOT_ALLOWED",
  binds: ENTRY,
  judge: ({ intent }, _state, { safety }) => {
    const { types } = safety.limits.orders;
    const allowed = types.some((type) => type === intent.type);
    return holds(allowed, intent.type, types.join(" "), safety.source("orders.types"));
  },
};
