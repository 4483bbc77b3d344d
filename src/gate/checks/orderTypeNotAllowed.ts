import { type Check, ENTRY_AND_EXIT, holds } from "./check.ts";

/** What the gate sends of its own on the way out is of these types; an exit asks for one of them, whatever is listed. */
const EXIT_TYPES = ["limit", "market"];

/** Entries use the order types that the operator lists. */
export const orderTypeNotAllowed: Check = {
  code: "ORDER_TYPE_NOT_ALLOWED",
  binds: ENTRY_AND_EXIT,
  judge: ({ intent: { type, purpose } }, _state, { safety }) => {
    const types: readonly string[] = purpose === "exit" ? EXIT_TYPES : safety.limits.orders.types;
    const source = purpose === "exit" ? "contract: order types of exits" : safety.source("orders.types");
    return holds(types.includes(type), type, types.join(" ") || "none", source);
  },
};
