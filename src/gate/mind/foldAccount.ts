import { add, divide, isPositive, type Money, multiply } from "../../store/money.ts";
import type { Timestamp } from "../../store/time.ts";
import type { Folds } from "./evolve.ts";
import { KEPT } from "./kept.ts";
import type { GateState } from "./state.ts";

/** The account's birth, its days and weeks, money from outside, what may be traded, and the limits in force. */
export const foldAccount: Folds<
  | "account.opened"
  | "gate.started"
  | "gate.reconciled"
  | "foreign.listed"
  | "safety.accepted"
  | "instruments.listed"
  | "day.opened"
  | "week.opened"
  | "cash.moved"
> = {
  "account.opened": (state, { binding, startingCash, costs }, { ts }) => ({
    ...state,
    binding,
    costs,
    startingCash,
    openedAt: ts,
    cash: startingCash,
    equity: startingCash,
    peakEquity: startingCash,
    // A new account holds nothing that could be otherwise at the venue.
    reconciled: true,
    // Ticks are numbered from the source's first; those before the account opened are its history.
    nextTick: binding.market.kind === "sim" ? binding.market.historyBars : 0,
  }),
  // A gate that starts has no agent yet, whatever the last one had, and has not looked at the venue.
  "gate.started": (state) => ({ ...state, agentAttached: false, reconciled: false }),
  "gate.reconciled": (state, { differences, at, unexplained }) => ({
    ...(at === undefined ? state : verified(state, at)),
    reconciled: differences.length === 0,
    unexplained: unexplained ?? {},
    unexplainedAt: isSame(state.unexplained, unexplained ?? {}) ? (state.unexplainedAt ?? at ?? null) : (at ?? null),
  }),
  "foreign.listed": (state, { orders }) => ({ ...state, foreignOrders: orders }),
  "safety.accepted": (state, { hash, limits, places }) => ({
    ...state,
    safetyHash: hash,
    acceptedLimits: limits,
    acceptedPlaces: places ?? {}, // which older programs did not record
  }),
  "instruments.listed": (state, { instruments }) => ({
    ...state,
    instruments: Object.fromEntries(instruments.map((each) => [each.symbol, each])),
  }),
  "day.opened": (state, day) => ({ ...state, day: { ...day, turnover: "0", fees: "0" } }),
  "week.opened": (state, week) => ({ ...state, week }),
  "cash.moved": (state, { amount, reference }) => ({
    ...shifted(state, amount),
    cash: add(state.cash, amount),
    deposits: add(state.deposits, amount),
    cashReferences: [...state.cashReferences, reference].slice(-KEPT.cashReferences),
  }),
};

/**
 * Worth that came from outside, or left: gains since a baseline stay what they are, it moves by the amount. A fall from
 * the peak stays the share it is: the peak moves in proportion.
 */
export function shifted(state: GateState, amount: Money): GateState {
  const { day, week, peakEquity } = state;
  const equity = add(state.equity, amount);
  const scaled = isPositive(state.equity) && isPositive(equity);
  return {
    ...state,
    equity,
    day: day === null ? null : { ...day, equity: add(day.equity, amount) },
    week: week === null ? null : { ...week, equity: add(week.equity, amount) },
    peakEquity: scaled ? divide(multiply(peakEquity, equity), state.equity, 12) : equity,
  };
}

/** What has a name at the venue, and is not doubted, was there at that time. */
function verified(state: GateState, at: Timestamp): GateState {
  const orders = Object.entries(state.orders).map(([key, order]) => {
    const isThere = order.state === "accepted" && order.venueOrderId !== null && order.changedAt <= at;
    return [key, isThere ? { ...order, verifiedAt: at } : order] as const;
  });
  return { ...state, reconciledAt: at, orders: Object.fromEntries(orders) };
}

const isSame = (one: GateState["unexplained"], other: GateState["unexplained"]): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([currency, amount]) => other[currency] === amount);
