import { atMost, type Check, ENTRY } from "./check.ts";

/** So many working orders in all; the entry needs room for its stop as well. */
export const openOrders: Check = {
  code: "OPEN_ORDERS",
  binds: ENTRY,
  judge: (_subject, state, { safety }) => {
    const after = Object.keys(state.orders).length + 2;
    const limit = String(safety.limits.orders.maxOpenOrders);
    return atMost(String(after), limit, "orders", safety.source("orders.maxOpenOrders"));
  },
};
