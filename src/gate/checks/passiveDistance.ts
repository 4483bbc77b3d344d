import { fromNumber, most, subtract } from "../../store/money.ts";
import { atMost, type Check, ENTRY, inBps, missing } from "./check.ts";

/** A resting entry waits near the market: one far behind it is a slip, or forgotten when it fills. */
export const passiveDistance: Check = {
  code: "PASSIVE_DISTANCE",
  binds: ENTRY,
  judge: ({ intent, mark }, _state, { safety }) => {
    const source = safety.source("orders.maxPassiveBps");
    if (mark === undefined) return missing("quote", source);
    const { limitPrice, side } = intent;
    const behind =
      limitPrice === undefined
        ? "0"
        : side === "buy"
          ? subtract(mark.price, limitPrice)
          : subtract(limitPrice, mark.price);
    return atMost(inBps(most(behind, "0"), mark.price), fromNumber(safety.limits.orders.maxPassiveBps), "bps", source);
  },
};
