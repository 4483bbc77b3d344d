import { add, divide, isZero, multiply, type Money, negate, subtract } from "../../store/money.ts";
import { known } from "./known.ts";
import type { GateState, Position } from "../mind/state.ts";

/** Last price of the position's symbol; its own average entry while no mark has come yet. */
export const markOf = (state: GateState, position: Position): Money | null =>
  state.marks[position.symbol]?.price ?? null;

/**
 * Value of what is held at the marks, signed: short positions count against. What is EXTERNAL counts while it has a
 * price; without one it is worth nothing here. @throws RangeError when a position has no mark.
 */
export function heldValue(state: GateState, marks: Readonly<Record<string, Money>> = {}): Money {
  const values = Object.values(state.positions)
    .filter((position) => !isZero(position.quantity))
    .map((position) => {
      const mark = marks[position.symbol] ?? markOf(state, position);
      if (mark === null) throw new RangeError(`no price for ${position.symbol}, which is held`);
      const value = multiply(position.quantity, mark);
      return position.side === "long" ? value : negate(value);
    });
  const external = Object.entries(state.externals).map(([symbol, { quantity }]) =>
    multiply(quantity, marks[symbol] ?? state.marks[symbol]?.price ?? "0"),
  );
  return add(...values, ...external);
}

/** Cash and what is held at the marks (or at the newer ones given). */
export const equityAt = (state: GateState, marks?: Readonly<Record<string, Money>>): Money =>
  marks === undefined ? equityNow(state) : add(state.cash, heldValue(state, marks));
const equityNow = known((state) => add(state.cash, heldValue(state)));

/** P&L of what is still held, before exit fees: value at the mark less its share of the entry's cost. */
export function unrealizedPnl(state: GateState, position: Position): Money {
  const mark = markOf(state, position);
  if (mark === null || isZero(position.quantity)) return "0";
  const gain = subtract(multiply(position.quantity, mark), multiply(position.quantity, averageEntry(position)));
  return position.side === "long" ? gain : negate(gain);
}

/** Average entry price, to 12 decimals. @throws RangeError before the first fill. */
export const averageEntry = (position: Position): Money => divide(position.entryNotional, position.entryQuantity, 12);
/** Average exit price, to 12 decimals. @throws RangeError before the first exit fill. */
export const averageExit = (position: Position): Money => divide(position.exitNotional, position.exitQuantity, 12);
