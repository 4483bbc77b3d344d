import { type Check, ENTRY_AND_EXIT, holds } from "./check.ts";

/** A limit order without a limit is no order; a market order with one is a mistake. */
export const limitPriceRequired: Check = {
  code: "LIMIT_PRICE_MISMATCH",
  binds: ENTRY_AND_EXIT,
  judge: ({ intent }) => {
    const wanted = intent.type === "market" ? "none" : "a limit price";
    const passed = (intent.limitPrice === undefined) === (intent.type === "market");
    return holds(passed, intent.limitPrice ?? "none", wanted, `order type ${intent.type}`);
  },
};
