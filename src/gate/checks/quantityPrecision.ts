import { isMultiple } from "../../store/money.ts";
import { type Check, ENTRY_AND_EXIT, holds, missing } from "./check.ts";

/** The quantity is a whole multiple of the instrument's quantity increment. */
export const quantityPrecision: Check = {
  code: "QUANTITY_PRECISION",
  binds: ENTRY_AND_EXIT,
  judge: ({ intent, instrument }) => {
    if (instrument === undefined) return missing("quantity increment", "instruments.yaml");
    return holds(
      isMultiple(intent.quantity, instrument.quantityIncrement),
      intent.quantity,
      `multiples of ${instrument.quantityIncrement}`,
      `instrument ${instrument.symbol}`,
    );
  },
};
