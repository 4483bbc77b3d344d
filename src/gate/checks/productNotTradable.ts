import { type Check, ENTRY_AND_EXIT, holds, missing } from "./check.ts";

/** The venue takes such an order in this product now. */
export const productNotTradable: Check = {
  code: "PRODUCT_NOT_TRADABLE",
  binds: ENTRY_AND_EXIT,
  judge: ({ intent, instrument }) => {
    if (instrument === undefined) return missing("product", `instrument ${intent.symbol}`);
    const resting = intent.type === "limit" && (intent.timeInForce === "gtc" || intent.timeInForce === "gtd");
    const allowed = { online: true, limit_only: intent.type === "limit", post_only: resting };
    const takes = Object.entries(allowed).some(([status, yes]) => status === instrument.status && yes);
    return holds(takes, instrument.status, "takes this order", `instrument ${intent.symbol}`);
  },
};
