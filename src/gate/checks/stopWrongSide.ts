import { isLess, isMore } from "../../store/money.ts";
import { type Check, ENTRY, holds, missing } from "./check.ts";

/** A long is stopped below its price, never above; its target lies above. */
export const stopWrongSide: Check = {
  code: "STOP_WRONG_SIDE",
  binds: ENTRY,
  judge: ({ intent, price }) => {
    const { stopPrice, targetPrice, side } = intent;
    if (stopPrice === undefined || price === undefined) return missing("stop and price", "intent");
    const stopFits = side === "buy" ? isLess(stopPrice, price) : isMore(stopPrice, price);
    const targetFits =
      targetPrice === undefined || (side === "buy" ? isMore(targetPrice, price) : isLess(targetPrice, price));
    const limit = side === "buy" ? `stop < ${price} < target` : `target < ${price} < stop`;
    return holds(stopFits && targetFits, `stop ${stopPrice} target ${targetPrice ?? "none"}`, limit, "gate quote");
  },
};
