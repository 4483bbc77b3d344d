import { absolute, fromNumber, subtract } from "../../store/money.ts";
import { atMost, type Check, ENTRY, inBps, missing } from "./check.ts";

/** An entry's limit lies near the gate's own price: a fat finger does not pass. At the market it is sent with that collar. */
export const priceCollar: Check = {
  code: "PRICE_COLLAR",
  binds: ENTRY,
  judge: ({ intent, mark }, _state, { safety }) => {
    const source = safety.source("orders.collarBps");
    if (mark === undefined) return missing("quote", source);
    const asked = intent.limitPrice ?? mark.price;
    const distance = inBps(absolute(subtract(asked, mark.price)), mark.price);
    return atMost(distance, fromNumber(safety.limits.orders.collarBps), "bps", source);
  },
};
