import { add, divide, isLess, isZero, type Money, multiply, subtract } from "../../store/money.ts";
import type { Folds } from "./evolve.ts";
import { shifted } from "./foldAccount.ts";
import { KEPT } from "./kept.ts";
import type { External, GateState } from "./state.ts";

const none: External = { quantity: "0", cost: "0" };

/** What is held past this gate: it moves cash and value, and no rule's profit or loss. Its book is kept beside theirs. */
export const foldExternal: Folds<"external.traded" | "external.adopted" | "external.moved" | "external.settled"> = {
  "external.traded": (state, { symbol, side, tradeId, lastQuantity, lastPrice, commission }) => {
    const notional = multiply(lastQuantity, lastPrice);
    const spent = side === "buy" ? add(notional, commission) : subtract(commission, notional);
    const quantity = side === "buy" ? lastQuantity : subtract("0", lastQuantity);
    return {
      ...withExternal(state, symbol, changed(state.externals[symbol] ?? none, quantity, spent)),
      cash: subtract(state.cash, spent),
      externalTradeIds: [...state.externalTradeIds, tradeId].slice(-KEPT.externalTrades),
      externalCash: subtract(state.externalCash, spent),
    };
  },
  "external.moved": (state, { symbol, quantity, value }) =>
    withExternal(shifted(state, value), symbol, changed(state.externals[symbol] ?? none, quantity, value)),
  // The sale was booked when it was seen; now it is the rule's, and so is the cash that it brought.
  "external.settled": (state, { symbol, positionId, quantity, price }) => {
    const before = state.externals[symbol] ?? none;
    const position = state.positions[positionId];
    if (position === undefined) return state;
    const notional = multiply(quantity, price);
    const left = {
      ...position,
      quantity: subtract(position.quantity, quantity),
      exitQuantity: add(position.exitQuantity, quantity),
      exitNotional: add(position.exitNotional, notional),
      lastExitReason: "sold past the gate",
    };
    const after = { quantity: add(before.quantity, quantity), cost: add(before.cost, notional) };
    return {
      ...withExternal(state, symbol, after),
      positions: { ...state.positions, [positionId]: left },
      externalCash: subtract(state.externalCash, notional),
    };
  },
  // It changes hands at the price it is taken over at; nothing is paid, nothing is earned.
  "external.adopted": (state, { symbol, positionId, quantity, price }) => {
    const before = state.externals[symbol] ?? none;
    const position = state.positions[positionId];
    if (position === undefined || isZero(before.quantity)) return state;
    const share = divide(multiply(before.cost, quantity), before.quantity, 12);
    const notional = multiply(quantity, price);
    const held = { ...position, quantity, entryQuantity: quantity, entryNotional: notional };
    const after = { quantity: subtract(before.quantity, quantity), cost: subtract(before.cost, share) };
    return {
      ...withExternal(state, symbol, after),
      positions: { ...state.positions, [positionId]: held },
      externalCash: add(state.externalCash, notional),
    };
  },
};

/**
 * So much more of it, for so much. What a sale took beyond what was there has a book of its own, at the price of that
 * sale: what the hand won or lost with its own coins is no part of what it took from a rule.
 */
function changed(before: External, quantity: Money, cost: Money): External {
  const after = add(before.quantity, quantity);
  const isBeyond = isLess(multiply(before.quantity, after), "0");
  return { quantity: after, cost: isBeyond ? divide(multiply(cost, after), quantity, 12) : add(before.cost, cost) };
}

function withExternal(state: GateState, symbol: string, after: External): GateState {
  const { [symbol]: _before, ...others } = state.externals;
  return { ...state, externals: isZero(after.quantity) ? others : { ...others, [symbol]: after } };
}
