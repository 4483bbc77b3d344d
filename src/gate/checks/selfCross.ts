import { isLess, isMore, type Money } from "../../store/money.ts";
import { type Check, ENTRY, holds, missing } from "./check.ts";

/** An entry does not trade with an order of our own that waits on the other side. */
export const selfCross: Check = {
  code: "SELF_CROSS",
  binds: ENTRY,
  judge: ({ intent, price }, state) => {
    if (price === undefined) return missing("price", "gate quote");
    const { symbol, side } = intent;
    const meets = (other: Money): boolean => (side === "buy" ? !isLess(price, other) : !isMore(price, other));
    const crossed = Object.values(state.orders).find(({ spec, state: life }) => {
      const waits = spec.limitPrice ?? spec.targetPrice;
      const rests = spec.symbol === symbol && spec.side !== side && life !== "reserved";
      return rests && waits !== null && meets(waits);
    });
    return holds(crossed === undefined, crossed?.spec.clientOrderId ?? "none", `none that ${price} meets`, "orders");
  },
};
