import { fromNumber } from "../../store/money.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** One entry is at most so many units of the base currency, whatever they cost. */
export const baseSizeAboveMax: Check = {
  code: "BASE_SIZE_ABOVE_MAX",
  binds: ENTRY,
  judge: ({ intent, instrument }, _state, { safety }) => {
    const { maxQuantity } = safety.limits.orders;
    const named = instrument !== undefined && maxQuantity[instrument.base] !== undefined;
    const name = named ? instrument.base : "other";
    const source = safety.source(`orders.maxQuantity.${name}`);
    const limit = maxQuantity[name];
    if (instrument === undefined || limit === undefined) return missing("base currency", source);
    return atMost(intent.quantity, fromNumber(limit), instrument.base, source);
  },
};
