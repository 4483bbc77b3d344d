import { atLeast, type Check, ENTRY, missing } from "./check.ts";

/** The venue takes nothing smaller. */
export const quantityBelowMin: Check = {
  code: "QUANTITY_BELOW_MIN",
  binds: ENTRY,
  judge: ({ intent, instrument }) => {
    if (instrument === undefined) return missing("minimum quantity", "instruments.yaml");
    return atLeast(intent.quantity, instrument.minQuantity, instrument.base, `instrument ${instrument.symbol}`);
  },
};
