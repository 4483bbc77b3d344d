import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** The venue takes nothing larger. */
export const quantityAboveMax: Check = {
  code: "QUANTITY_ABOVE_MAX",
  binds: ENTRY,
  judge: ({ intent, instrument }) => {
    if (instrument === undefined) return missing("maximum quantity", "instruments.yaml");
    return atMost(intent.quantity, instrument.maxQuantity, instrument.base, `instrument ${instrument.symbol}`);
  },
};
