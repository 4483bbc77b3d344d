import { fromNumber, multiply } from "../../store/money.ts";
import { atLeast, type Check, ENTRY, missing } from "./check.ts";

/** One entry is worth at least this much of the account's currency: below it, fees eat what it could earn. */
export const notionalTooSmall: Check = {
  code: "NOTIONAL_TOO_SMALL",
  binds: ENTRY,
  judge: ({ intent, price }, state, { safety }) => {
    const currency = state.binding?.currency ?? "?";
    const limit = safety.limits.orders.minNotional[currency];
    const source = safety.source("orders.minNotional");
    if (limit === undefined || price === undefined) return missing(`limit in ${currency}`, source);
    return atLeast(multiply(intent.quantity, price), fromNumber(limit), currency, source);
  },
};
