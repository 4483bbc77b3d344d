import { type Check, ENTRY, holds, missing } from "./check.ts";

/** The account counts in one currency: what is quoted in another would be booked as if it were the same. */
export const currencyMismatch: Check = {
  code: "CURRENCY_MISMATCH",
  binds: ENTRY,
  judge: ({ instrument }, state) => {
    if (instrument === undefined || state.binding === null) return missing("quote currency", "instruments.yaml");
    const { currency } = state.binding;
    return holds(instrument.quote === currency, instrument.quote, currency, `instrument ${instrument.symbol}`);
  },
};
