import { type Check, ENTRY, holds } from "./check.ts";

/** While one order of the symbol may or may not live, nothing is added to it. */
export const unknownOrder: Check = {
  code: "UNKNOWN_ORDER",
  binds: ENTRY,
  judge: ({ intent }, state) => {
    const lost = Object.values(state.orders).filter((order) => order.isLost && order.spec.symbol === intent.symbol);
    return holds(
      lost.length === 0,
      lost.map((order) => order.spec.clientOrderId).join(" ") || "none",
      "none",
      "orders",
    );
  },
};
