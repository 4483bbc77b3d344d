import { absolute, add, isPositive, type Money, multiply, negate, subtract } from "../../store/money.ts";
import { known } from "./known.ts";
import type { GateState, WorkingOrder } from "../mind/state.ts";

/** Working entries: what limits and cash are already promised to. Unknown ones count: they may be alive. */
export const workingEntries = (state: GateState): readonly WorkingOrder[] =>
  Object.values(state.orders).filter((order) => order.spec.role === "entry");

/** The most a working entry can still cost before fees. @throws RangeError without limit, collar or mark: there is no default price. */
export function openNotional(state: GateState, order: WorkingOrder): Money {
  const price = order.spec.limitPrice ?? order.spec.collarPrice ?? state.marks[order.spec.symbol]?.price;
  if (price === undefined) throw new RangeError(`no price for working order ${order.spec.clientOrderId}`);
  return multiply(subtract(order.spec.quantity, order.filledQuantity), price);
}

/** Notional promised to working entries, of one symbol or of all. */
export const reservedNotional = known((state, symbol) =>
  add(
    ...workingEntries(state)
      .filter((order) => symbol === null || order.spec.symbol === symbol)
      .map((order) => openNotional(state, order)),
  ),
);

/** The same signed: what sells counts against. */
export const reservedNet = (state: GateState): Money =>
  add(
    ...workingEntries(state).map((order) =>
      order.spec.side === "buy" ? openNotional(state, order) : negate(openNotional(state, order)),
    ),
  );

/** Value at the mark of what is held, of one symbol or of all, gross (shorts count as positive). What is EXTERNAL counts. */
export const heldNotional = known((state, symbol) =>
  add(
    ...Object.values(state.positions)
      .filter((position) => symbol === null || position.symbol === symbol)
      .map((position) => {
        const mark = state.marks[position.symbol]?.price;
        if (mark === undefined) throw new RangeError(`no price for ${position.symbol}, which is held`);
        return multiply(position.quantity, mark);
      }),
    ...Object.entries(state.externals)
      .filter(([name]) => symbol === null || name === symbol)
      .map(([name, { quantity }]) => absolute(multiply(quantity, state.marks[name]?.price ?? "0"))),
  ),
);

/** What may still be sold of a position: held less what working exits (not stops) will sell. */
export function freeToExit(state: GateState, positionId: string): Money {
  const position = state.positions[positionId];
  if (position === undefined) return "0";
  const exiting = Object.values(state.orders)
    .filter((order) => order.spec.positionId === positionId && order.spec.role === "exit")
    .map((order) => subtract(order.spec.quantity, order.filledQuantity));
  const free = subtract(position.quantity, ...exiting);
  return isPositive(free) ? free : "0";
}
