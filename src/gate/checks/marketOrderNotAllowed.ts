import { type Check, ENTRY, holds } from "./check.ts";

/** Entries go at the market only where the operator lets them. */
export const marketOrderNotAllowed: Check = {
  code: "MARKET_ORDER_NOT_ALLOWED",
  binds: ENTRY,
  judge: ({ intent }, _state, { safety }) => {
    const { marketSymbols } = safety.limits.orders;
    const allowed = intent.type !== "market" || marketSymbols === "any" || marketSymbols.includes(intent.symbol);
    const limit = marketSymbols === "any" ? "any" : marketSymbols.join(" ") || "none";
    return holds(allowed, `${intent.type} ${intent.symbol}`, limit, safety.source("orders.marketSymbols"));
  },
};
