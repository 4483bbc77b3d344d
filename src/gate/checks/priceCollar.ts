import { absolute, divide, fromNumber, multiply, subtract } from "../../store/money.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** An entry's price lies near the gate's own: a fat finger or a wrong feed does not pass. */
export const priceCollar: Check = {
  code: "PRICE_COLLAR",
  binds: ENTRY,
  judge: ({ intent, mark }, _state, { safety }) => {
    const source = safety.source("orders.collarBps");
    if (mark === undefined) return missing("quote", source);
    const asked = intent.limitPrice ?? intent.reference.price;
    const distance = divide(multiply(absolute(subtract(asked, mark.price)), "10000"), mark.price, 4);
    return atMost(distance, fromNumber(safety.limits.orders.collarBps), "bps", source);
  },
};
