import * as fc from "fast-check";
import type { Command } from "../../../src/gate/decide/command.ts";
import type { GateState, WorkingOrder } from "../../../src/gate/mind/state.ts";
import { add, fromNumber, isPositive, multiply, roundTo, subtract } from "../../../src/store/money.ts";
import { waitingOrders } from "../../../src/gate/ledger/waiting.ts";
import {
  accepted,
  BTC,
  canceled,
  entry,
  ETH,
  exit,
  filled,
  flatten,
  kill,
  rejected,
  resume,
  SOL,
  submit,
} from "../facts.ts";

/** What may happen next, before it is known to whom: numbers that a state turns into a command. */
export type Move = readonly [kind: MoveKind, pick: number, size: number, price: number];
export type MoveKind = (typeof KINDS)[number];

const OURS = [
  "entry",
  "entry",
  "entry",
  "exit",
  "kill",
  "resume",
  "resume",
  "reduce",
  "flatten",
  "close",
  "cancel",
  "tighten",
  "cash",
  "adopt",
  "answer",
  "answer",
  "setting",
] as const;
const VENUES = [
  "accept",
  "fill",
  "fill",
  "fill",
  "reject",
  "reject",
  "cancelConfirmed",
  "cancelConfirmed",
  "expire",
  "unknown",
  "again",
  "late",
  "foreign",
] as const;
const KINDS = [...OURS, ...VENUES, "tick", "tick", "tick", "tick"] as const;

const unit = fc.integer({ min: 0, max: 1_000 });
const moveOf = (kinds: readonly MoveKind[]): fc.Arbitrary<Move> =>
  fc.tuple(fc.constantFrom(...kinds), unit, unit, unit);
/** Everything that may happen to a gate whose venue answers as it likes. */
export const anyMoves = fc.array(moveOf(KINDS), { minLength: 5, maxLength: 50, size: "max" });
/** An agent that only wants in. */
export const entryMoves = fc.array(moveOf(["entry", "entry", "entry", "fill", "accept", "tick", "resume"]), {
  minLength: 10,
  maxLength: 50,
  size: "max",
});
/** What people, the agent and the market do; the paper venue answers by itself. */
export const ownMoves = fc.array(moveOf([...OURS, "tick", "tick", "tick", "tick"]), {
  minLength: 5,
  maxLength: 40,
  size: "max",
});

const SYMBOLS = [BTC, ETH, SOL];
const RULES = ["trend", "other", "third"];
const at = <Item>(items: readonly Item[], pick: number): Item | undefined => items[pick % Math.max(1, items.length)];
const cents = (value: number): string => roundTo(fromNumber(value), "0.01", "nearest");
const share = (quantity: string, size: number): string =>
  size > 700 ? quantity : roundTo(multiply(quantity, fromNumber((size + 50) / 1_000)), "0.00000001", "down");

type Turn = (state: GateState, n: number, pick: number, size: number, price: number) => Command | null;

const wishes: Partial<Record<MoveKind, Turn>> = {
  entry: (state, n, pick, size, price) => submit(entryOf(state, n, pick, size, price)),
  exit: (state, n, pick, size, price) => {
    const position = at(Object.values(state.positions), pick);
    if (position === undefined) return null;
    const { ruleId, symbol, quantity } = position;
    const limit =
      price > 600 ? ({ type: "limit", limitPrice: cents(80 + price / 20), timeInForce: "gtc" } as const) : {};
    return submit(exit(n, { ruleId, symbol, quantity: share(quantity, size), ...limit }));
  },
  kill: () => kill,
  resume: () => resume,
  reduce: () => ({ type: "trading.reduce", reason: "slowly" }),
  flatten: (_state, _n, pick) => (pick > 500 ? flatten() : null),
  close: (_state, _n, pick) => flatten(at(SYMBOLS, pick) ?? BTC),
  cancel: (state, _n, pick) => {
    const order = at(
      ordersIn(state, ({ spec }) => spec.role === "entry"),
      pick,
    );
    return order === undefined
      ? null
      : { type: "order.cancel", clientOrderId: order.spec.clientOrderId, cause: "agent" };
  },
  cash: (_state, n, _pick, size) => ({
    type: "cash.move",
    amount: cents((size - 400) / 2 || 1),
    reference: `moved ${n}`,
  }),
  adopt: (state, _n, pick, size, price) => {
    const symbol = at(Object.keys(state.externals), pick);
    if (symbol === undefined) return null;
    const quantity = share(state.externals[symbol]?.quantity ?? "0", size);
    if (!isPositive(quantity)) return null;
    const ruleId = at(RULES, size) ?? "trend";
    return { type: "external.adopt", symbol, ruleId, quantity, stopPrice: cents(60 + price / 50) };
  },
  /** A person's yes or no to an order that waits. */
  answer: (state, _n, pick, size) => {
    const waiting = at(waitingOrders(state), pick);
    if (waiting === undefined) return null;
    const type = size > 300 ? "proposal.accept" : "proposal.reject";
    return { type, proposalId: waiting.proposalId, by: "operator", reason: "as I like" };
  },
  /** A person's word on what the loops would run by; where nothing of it waits, they ask. */
  setting: (state, _n, pick, size) => {
    const waits = Object.values(state.proposals).find(
      (row) => row.state === "open" && row.proposal.kind === "settings.change",
    );
    if (waits === undefined) {
      const draft = {
        key: "evolveTrades",
        value: String(1 + (pick % 5)),
        before: "100",
        rationale: "it was better",
      } as const;
      return { type: "settings.propose", draft, by: "agent" };
    }
    const type = size > 500 ? "proposal.accept" : "proposal.reject";
    return { type, proposalId: waits.proposal.proposalId, by: "operator", reason: "as I like" };
  },
  tighten: (state, _n, pick, _size, price) => {
    const position = at(Object.values(state.positions), pick);
    if (position === undefined) return null;
    return { type: "stop.tighten", positionId: position.positionId, stopPrice: cents(85 + price / 60), by: "agent" };
  },
};

/** The agent's and the operator's wishes; null when the state has nothing that they could be of. `n` names intents. */
export const wishOf = (state: GateState, n: number, [kind, ...rest]: Move): Command | null =>
  wishes[kind]?.(state, n, ...rest) ?? null;

function entryOf(state: GateState, n: number, pick: number, size: number, price: number) {
  const symbol = at(SYMBOLS, pick) ?? BTC;
  const mark = state.marks[symbol]?.price ?? "100";
  const limit =
    price > 500
      ? ({ type: "limit", limitPrice: cents(Number(mark) - (price - 500) / 250), timeInForce: "gtc" } as const)
      : {};
  const candleTs = (state.at ?? 0) - 300_000;
  const stopPrice = cents(Number(mark) * (0.9 + (size % 80) / 1_000));
  const quantity = roundTo(fromNumber(0.1 + size / 40), "0.00000001", "down");
  const targetPrice = pick % 2 === 0 ? cents(Number(mark) * 1.03) : undefined;
  return entry(n, {
    symbol,
    ruleId: at(RULES, Math.floor(pick / 7)) ?? "trend",
    quantity,
    stopPrice,
    targetPrice,
    reference: { price: mark, candleTs },
    ...limit,
  });
}

const ordersIn = (state: GateState, which: (order: WorkingOrder) => boolean): readonly WorkingOrder[] =>
  Object.values(state.orders).filter(which);
const isOut = ({ state }: WorkingOrder): boolean => state !== "reserved";

/** One of the orders that are out, and what the venue says of it. */
const ofOne =
  (say: (order: WorkingOrder, n: number, size: number, price: number) => Command | null): Turn =>
  (state, n, pick, size, price) => {
    const order = at(ordersIn(state, isOut), pick);
    return order === undefined ? null : say(order, n, size, price);
  };

const answers: Partial<Record<MoveKind, Turn>> = {
  accept: ofOne(({ spec }) => accepted(spec.clientOrderId)),
  reject: ofOne(({ spec, venueOrderId, filledQuantity }) =>
    venueOrderId === null && filledQuantity === "0" ? rejected(spec.clientOrderId) : null,
  ),
  cancelConfirmed: (state, _n, pick) => {
    const asked = at(
      ordersIn(state, (order) => order.state === "pending_cancel"),
      pick,
    );
    return asked === undefined ? null : canceled(asked.spec.clientOrderId);
  },
  expire: ofOne(({ spec }) => ({ type: "venue.expired", clientOrderId: spec.clientOrderId, cause: "time" })),
  unknown: ofOne(({ spec }) => ({ type: "venue.unknown", clientOrderId: spec.clientOrderId, cause: "timeout" })),
  again: ofOne(({ spec, tradeIds: [tradeId] }) =>
    tradeId === undefined ? null : filled(spec.clientOrderId, "1", "100", { tradeId }),
  ),
  fill: ofOne(({ spec, filledQuantity }, n, size, price) => {
    const quantity = share(subtract(spec.quantity, filledQuantity), size);
    const change = { tradeId: `t-${n}`, commission: cents(size / 500) };
    return isPositive(quantity) ? filled(spec.clientOrderId, quantity, cents(95 + price / 100), change) : null;
  }),
  late: lateFill,
  foreign: (state, n, pick, size, price) => {
    const symbol = at(SYMBOLS, pick) ?? BTC;
    const held = state.externals[symbol]?.quantity ?? "0";
    const side = size > 600 && isPositive(held) ? "sell" : "buy";
    const lastQuantity = side === "sell" ? share(held, price) : cents(0.5 + size / 500);
    if (!isPositive(lastQuantity)) return null;
    const fill = { symbol, side, tradeId: `f-${n}`, lastQuantity, lastPrice: cents(90 + price / 50) } as const;
    return { type: "venue.foreign", fill: { ...fill, commission: "0.25", filledAt: state.at ?? 0 } };
  },
};

/** What a venue may say that tells the truth of its own orders; null when it has none of that kind. */
export const answerOf = (state: GateState, n: number, [kind, ...rest]: Move): Command | null =>
  answers[kind]?.(state, n, ...rest) ?? null;

/** An entry that was canceled after all had filled a little more before. */
function lateFill(state: GateState, n: number, pick: number): Command | null {
  const entries = Object.values(state.ended).filter(
    ({ spec, state: life, filledQuantity }) => spec.role === "entry" && life === "canceled" && filledQuantity === "0",
  );
  const order = at(entries, pick);
  return order === undefined
    ? null
    : filled(order.spec.clientOrderId, share(order.spec.quantity, 100), "99", { tradeId: `t-${n}` });
}

/** The next closes of the three symbols: some percent up or down. */
export function closesOf(state: GateState, [, pick, size, price]: Move): Readonly<Record<string, number>> {
  const next = (symbol: string, by: number): number => {
    const last = Number(state.marks[symbol]?.price ?? "100");
    return Math.round(Math.min(130, Math.max(70, last * (1 + (by - 500) / 6_000))) * 100) / 100;
  };
  return { [BTC]: next(BTC, pick), [ETH]: next(ETH, size), [SOL]: next(SOL, price) };
}

/** What all positions hold of a symbol. */
export const heldOf = (state: GateState, symbol: string): string =>
  add(
    ...Object.values(state.positions)
      .filter((position) => position.symbol === symbol)
      .map(({ quantity }) => quantity),
  );
