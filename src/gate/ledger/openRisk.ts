import { absolute, add, isPositive, type Money, multiply, subtract } from "../../store/money.ts";
import type { GateState } from "../mind/state.ts";
import { openNotional, workingEntries } from "./reserved.ts";

/**
 * What is lost, in the account's currency, if every stop is hit at once at its own price: of what is held from the mark
 * to the stop, of what still enters from its worst price. A stop beyond the mark already locks in a gain: it risks
 * nothing. @throws RangeError when something is held without a mark: there is no default price.
 */
export function openRiskOf(state: GateState): Money {
  const held = Object.values(state.positions).map(({ symbol, side, quantity, stopPrice }) => {
    const mark = state.marks[symbol]?.price;
    if (mark === undefined) throw new RangeError(`no price for ${symbol}, which is held`);
    const distance = side === "long" ? subtract(mark, stopPrice) : subtract(stopPrice, mark);
    return isPositive(distance) ? multiply(quantity, distance) : "0";
  });
  const entering = workingEntries(state).map((order) => {
    const left = subtract(order.spec.quantity, order.filledQuantity);
    const stop = order.spec.protection?.stopPrice;
    if (stop === undefined) throw new RangeError(`working entry ${order.spec.clientOrderId} has no stop`);
    return absolute(subtract(openNotional(state, order), multiply(left, stop)));
  });
  return add(...held, ...entering);
}
