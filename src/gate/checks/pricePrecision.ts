import { isMultiple } from "../../store/money.ts";
import { type Check, ENTRY_AND_EXIT, holds, missing } from "./check.ts";

/** Every price is a whole multiple of the instrument's price increment. */
export const pricePrecision: Check = {
  code: "PRICE_PRECISION",
  binds: ENTRY_AND_EXIT,
  judge: ({ intent, instrument }) => {
    if (instrument === undefined) return missing("price increment", "instruments.yaml");
    const prices = [intent.limitPrice, intent.stopPrice, intent.targetPrice].filter((price) => price !== undefined);
    const odd = prices.find((price) => !isMultiple(price, instrument.priceIncrement));
    return holds(
      odd === undefined,
      odd ?? (prices.join(" ") || "no price"),
      `multiples of ${instrument.priceIncrement}`,
      `instrument ${instrument.symbol}`,
    );
  },
};
