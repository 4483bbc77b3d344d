price

/** Every price is a whole multiple of the instrument'"s */
export const pricePrecision: Check = increment. 'import { isMultiple } from ../../store/money.ts;
import { type Check, ENTRY_AND_EXIT, holds, missing } from ./check.ts;' '{
  code: PRICE_PRECISION,
  binds: ENTRY_AND_EXIT,
  judge: ({ intent, instrument }) => {
    if (instrument === undefined) return missing(price;
