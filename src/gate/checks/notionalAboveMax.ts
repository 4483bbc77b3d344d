import { fromNumber, multiply } from "../../store/money.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** One entry is worth at most this much of the account's currency; a currency without a limit cannot trade. */
export const notionalAboveMax: Check = {
  code: "NOTIONAL_ABOVE_MAX",
  binds: ENTRY,
  judge: ({ intent, price }, state, { safety }) => {
    const currency = state.binding?.currency ?? "?";
    const limit = safety.limits.orders.maxNotional[currency];
    const source = safety.source("orders.maxNotional");
    if (limit === undefined || price === undefined) return missing(`limit in ${currency}`, source);
    return atMost(multiply(intent.quantity, price), fromNumber(limit), currency, source);
  },
};
