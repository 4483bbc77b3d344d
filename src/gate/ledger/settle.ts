import { add, isMore, isZero, least, most, multiply, subtract } from "../../store/money.ts";
import type { FillReport, OrderSpec } from "../../store/words/order.ts";
import type { GateState, Position } from "../mind/state.ts";

/**
 * Books one execution: cash moves by notional and commission, the position by quantity. Quantity and cash are
 * conserved: what leaves the one arrives in the other, to the last digit.
 */
export function settle(state: GateState, spec: OrderSpec, fill: FillReport): GateState {
  const notional = multiply(fill.lastPrice, fill.lastQuantity);
  const spent = spec.side === "buy" ? notional : subtract("0", notional);
  const position = state.positions[spec.positionId];
  return {
    ...state,
    cash: subtract(state.cash, spent, fill.commission),
    fees: add(state.fees, fill.commission),
    day:
      state.day === null
        ? null
        : {
            ...state.day,
            turnover: add(state.day.turnover, notional),
            fees: add(state.day.fees, fill.commission),
          },
    positions:
      position === undefined
        ? state.positions
        : { ...state.positions, [spec.positionId]: booked(position, spec, fill, notional) },
    counts: { ...state.counts, fills: state.counts.fills + 1 },
  };
}

function booked(position: Position, spec: OrderSpec, fill: FillReport, notional: string): Position {
  const first = isZero(position.entryQuantity);
  const common = {
    ...position,
    fees: add(position.fees, fill.commission),
    highest: first ? fill.lastPrice : most(position.highest, fill.lastPrice),
    lowest: first ? fill.lastPrice : least(position.lowest, fill.lastPrice),
  };
  if (spec.role === "entry") {
    return {
      ...common,
      quantity: add(position.quantity, fill.lastQuantity),
      entryQuantity: add(position.entryQuantity, fill.lastQuantity),
      entryNotional: add(position.entryNotional, notional),
    };
  }
  if (isMore(fill.lastQuantity, position.quantity)) {
    throw new RangeError(`fill ${fill.tradeId} sells ${fill.lastQuantity} of ${position.quantity} held`);
  }
  return {
    ...common,
    quantity: subtract(position.quantity, fill.lastQuantity),
    exitQuantity: add(position.exitQuantity, fill.lastQuantity),
    exitNotional: add(position.exitNotional, notional),
    lastExitReason: spec.role === "stop" ? fill.trigger : spec.reason,
  };
}
