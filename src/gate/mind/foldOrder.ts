import type { GateEventData } from "../../store/events/gate.ts";
import { add, isZero } from "../../store/money.ts";
import type { Timestamp } from "../../store/time.ts";
import type { FillReport, OrderSpec, OrderState } from "../../store/words/order.ts";
import { settle } from "../ledger/settle.ts";
import type { Folds } from "./evolve.ts";
import { KEPT } from "./kept.ts";
import type { GateState, RecentEntry, WorkingOrder } from "./state.ts";

type OrderEvents =
  | "order.reserved"
  | "order.submitted"
  | "order.accepted"
  | "order.rejected"
  | "order.unknown"
  | "order.missed"
  | "order.abandoned"
  | "order.resurfaced"
  | "order.filled"
  | "order.pending_cancel"
  | "order.canceled"
  | "order.expired";

/** The life of an order: working ones are kept, terminal ones leave the state and live on in the journal. */
export const foldOrder: Folds<OrderEvents> = {
  "order.reserved": (state, spec, event) => {
    const order: WorkingOrder = {
      spec,
      state: "reserved",
      filledQuantity: "0",
      tradeIds: [],
      reservedAt: event.ts,
      changedAt: event.ts,
      venueOrderId: null,
      verifiedAt: null,
      ...unmissed,
      eventId: event.id,
      correlationId: event.correlationId,
    };
    return {
      ...numbered(state, spec),
      orders: { ...state.orders, [spec.clientOrderId]: order },
      entries: spec.role === "entry" ? [...state.entries, entryOf(spec, event.ts)] : state.entries,
      counts: { ...state.counts, orders: state.counts.orders + 1 },
    };
  },
  // Sent again, it is looked for anew; what became of the first time is as unknown as before.
  "order.submitted": (state, { clientOrderId }, { ts }) =>
    moved(state, clientOrderId, { state: "submitted", changedAt: ts, looks: 0, lookedAt: null }),
  "order.accepted": (state, { clientOrderId, venueOrderId }, { ts }) =>
    moved(state, clientOrderId, {
      state: acceptedState(state.orders[clientOrderId]),
      venueOrderId,
      verifiedAt: ts,
      changedAt: ts,
      ...unmissed,
    }),
  "order.unknown": (state, { clientOrderId }, { ts }) =>
    moved(erred(state, ts), clientOrderId, {
      state: unknownState(state.orders[clientOrderId]),
      isLost: true,
      changedAt: ts,
    }),
  "order.missed": (state, { clientOrderId, looks }, { ts }) => moved(state, clientOrderId, { looks, lookedAt: ts }),
  "order.abandoned": (state, { clientOrderId, watchedUntil }, { ts }) => {
    const order = state.orders[clientOrderId];
    if (order === undefined) return state;
    const watched = Object.entries(state.abandoned).filter(([, each]) => each.watchedUntil > ts);
    return {
      ...ended(state, clientOrderId, "abandoned", ts),
      abandoned: Object.fromEntries([...watched, [clientOrderId, { order, watchedUntil }]]),
    };
  },
  "order.resurfaced": (state, { clientOrderId, venueOrderId }, { ts }) => {
    const { [clientOrderId]: watched, ...abandoned } = state.abandoned;
    const { [clientOrderId]: past, ...others } = state.ended;
    const order = past ?? watched?.order;
    if (order === undefined) return state;
    const found = { ...order, state: "accepted", venueOrderId, verifiedAt: ts, changedAt: ts, ...unmissed } as const;
    return { ...state, abandoned, ended: others, orders: { ...state.orders, [clientOrderId]: found } };
  },
  "order.pending_cancel": (state, { clientOrderId, cause }, { ts }) => ({
    ...moved(state, clientOrderId, { state: "pending_cancel", changedAt: ts }),
    cancelTimes: cause === "agent" ? [...state.cancelTimes, ts] : state.cancelTimes,
  }),
  "order.rejected": (state, { clientOrderId }, { ts }) =>
    ended(refused(erred(state, ts), state.orders[clientOrderId], ts), clientOrderId, "rejected", ts),
  "order.canceled": (state, { clientOrderId }, { ts }) => ended(state, clientOrderId, "canceled", ts),
  "order.expired": (state, { clientOrderId }, { ts }) => ended(state, clientOrderId, "expired", ts),
  "order.filled": (state, fill, { ts }) => {
    const order = state.orders[fill.clientOrderId] ?? state.ended[fill.clientOrderId];
    if (order === undefined) return state;
    const tradeIds = [...state.tradeIds, fill.tradeId].slice(-KEPT.tradeIds);
    const booked = executed(settle({ ...state, tradeIds }, order.spec, fill), order, fill, ts);
    return isZero(fill.leavesQuantity) ? ended(booked, fill.clientOrderId, "filled", ts) : booked;
  },
};

/** An exit that the venue refused makes the next try wait. */
function refused(state: GateState, order: WorkingOrder | undefined, at: Timestamp): GateState {
  const position = order?.spec.role === "exit" ? state.positions[order.spec.positionId] : undefined;
  if (position === undefined) return state;
  const change = { refusedExits: position.refusedExits + 1, refusedAt: at };
  return { ...state, positions: { ...state.positions, [position.positionId]: { ...position, ...change } } };
}

const entryOf = (spec: OrderSpec, at: Timestamp): RecentEntry => ({
  at,
  ruleId: spec.ruleId,
  symbol: spec.symbol,
  side: spec.side,
  quantity: spec.quantity,
  limitPrice: spec.limitPrice,
});

const erred = (state: GateState, at: Timestamp): GateState => ({
  ...state,
  venueErrors: [...state.venueErrors, at].slice(-KEPT.venueErrors),
});

/** What the venue says, or does not say, after the cancel was asked for must not hide that question. */
const unlessLeaving =
  (then: OrderState) =>
  (order: WorkingOrder | undefined): OrderState =>
    order?.state === "pending_cancel" ? "pending_cancel" : then;
const acceptedState = unlessLeaving("accepted");
const unknownState = unlessLeaving("unknown");

/** What has been found is looked for from the beginning, should it be lost again. */
const unmissed = { isLost: false, looks: 0, lookedAt: null } as const;

function numbered(state: GateState, spec: GateEventData<"order.reserved">): GateState {
  const position = state.positions[spec.positionId];
  if (position === undefined || spec.role === "entry") return state;
  const attempts = { ...position.attempts, [spec.role]: spec.attempt + 1 };
  return { ...state, positions: { ...state.positions, [spec.positionId]: { ...position, attempts } } };
}

function moved(state: GateState, clientOrderId: string, change: Partial<WorkingOrder>): GateState {
  const order = state.orders[clientOrderId];
  if (order === undefined) return state;
  return { ...state, orders: { ...state.orders, [clientOrderId]: { ...order, ...change } } };
}

/** Books a fill on an order, working or ended: also what came late is known when it is reported again. */
function executed(state: GateState, order: WorkingOrder, fill: FillReport, at: Timestamp): GateState {
  const { clientOrderId } = order.spec;
  const filledQuantity = add(order.filledQuantity, fill.lastQuantity);
  const change = { filledQuantity, tradeIds: [...order.tradeIds, fill.tradeId], changedAt: at };
  if (clientOrderId in state.orders) return moved(state, clientOrderId, change);
  return { ...state, ended: { ...state.ended, [clientOrderId]: { ...order, ...change } } };
}

function ended(state: GateState, clientOrderId: string, how: OrderState, at: Timestamp): GateState {
  const { [clientOrderId]: order, ...orders } = state.orders;
  if (order === undefined) return state;
  const kept = Object.entries(state.ended).slice(-(KEPT.endedOrders - 1));
  return {
    ...state,
    orders,
    ended: Object.fromEntries([...kept, [clientOrderId, { ...order, state: how, changedAt: at }]]),
  };
}
