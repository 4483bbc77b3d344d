import { atMost, type Check, ENTRY } from "./check.ts";

/** So many working orders in one symbol; the entry needs room for its stop as well. */
export const openOrdersSymbol: Check = {
  code: "OPEN_ORDERS_SYMBOL",
  binds: ENTRY,
  judge: ({ intent }, state, { safety }) => {
    const working = Object.values(state.orders).filter(({ spec }) => spec.symbol === intent.symbol).length;
    const source = safety.source("orders.maxOpenOrdersPerSymbol");
    return atMost(String(working + 2), String(safety.limits.orders.maxOpenOrdersPerSymbol), "orders", source);
  },
};
