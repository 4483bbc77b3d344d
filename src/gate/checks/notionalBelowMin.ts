import { multiply } from "../../store/money.ts";
import { atLeast, type Check, ENTRY, missing } from "./check.ts";

/** Price times quantity reaches what the venue takes. */
export const notionalBelowMin: Check = {
  code: "NOTIONAL_BELOW_MIN",
  binds: ENTRY,
  judge: ({ intent, instrument, price }) => {
    if (instrument === undefined || price === undefined) return missing("notional", "instruments.yaml");
    const notional = multiply(intent.quantity, price);
    return atLeast(notional, instrument.minNotional, instrument.quote, `instrument ${instrument.symbol}`);
  },
};
