import type { Command } from "../../src/gate/decide/command.ts";
import type { GateState, WorkingOrder } from "../../src/gate/mind/state.ts";
import { fromNumber, multiply, roundTo } from "../../src/store/money.ts";
import type { Intent } from "../../src/store/words/intent.ts";
import { BTC, entry, ETH, exit, idOf, type IntentChange, submit } from "../gate/facts.ts";
import { CANDLE_MS } from "./market.ts";
import type { Move } from "./plan.ts";

export const SYMBOLS = [BTC, ETH] as const;
const RULES = ["trend", "other", "third"] as const;
/** A flood is more than the limit of a minute. */
const FLOOD = 40;
const REPEATS = 10;

/** What the agent may see: the gate's mind as it mirrors it, and the time. */
export interface Sight {
  readonly state: GateState;
  readonly now: number;
  /** Names the intent: no two moves have the same. */
  readonly n: number;
}

type Deed = (sight: Sight, move: Move) => readonly Command[];

const at = <Item>(items: readonly Item[], pick: number): Item | undefined => items[pick % Math.max(1, items.length)];
const cents = (value: number): string => roundTo(fromNumber(value), "0.01", "nearest");

/** The agent: what it wants when a move comes up. It means well in some of them. */
export const agentDeeds = {
  enter: (sight, move) => [submit(wish(sight, move))],
  leave: (sight, { pick, size, price }) => {
    const position = at(Object.values(sight.state.positions), pick);
    if (position === undefined) return [];
    const { ruleId, symbol } = position;
    const mark = Number(sight.state.marks[symbol]?.price ?? "100");
    const share = size > 500 ? "1" : fromNumber((size + 100) / 1_000);
    const quantity = roundTo(multiply(position.quantity, share), "0.00000001", "down");
    const how: IntentChange =
      price > 700 ? { type: "limit", limitPrice: cents(mark * (1 + price / 100_000)), timeInForce: "gtc" } : {};
    return [submit(exit(sight.n, { ...bornNow(sight, symbol), ruleId, symbol, quantity, ...how }))];
  },
  cancel: ({ state }, { pick }) => {
    const order = at(entriesOf(state), pick);
    // What it takes back is its own; now and then it asks for a stop to go, or for what never was.
    const asked = pick > 900 ? at(Object.values(state.orders), pick) : order;
    const clientOrderId = asked?.spec.clientOrderId ?? idOf(pick, 7);
    return [{ type: "order.cancel", clientOrderId, cause: "agent" }];
  },
  tighten: (sight, move) => moveStop(sight, move, (stop, mark) => stop + ((mark - stop) * (move.size + 1)) / 2_000),
  /** A lie: it says closer and means further away. */
  loosen: (sight, move) => moveStop(sight, move, (stop) => stop * (1 - (move.size + 1) / 5_000)),
  /** Sound in form, wrong in value. */
  nonsense: (sight, move) => {
    const wrong: readonly IntentChange[] = [
      { quantity: "100000" },
      { quantity: "0.000000001" },
      { stopPrice: undefined },
      { stopPrice: "100000" },
      { side: "sell" },
      { ruleId: "nobodys" },
      { symbol: "DOGE/USD" },
      { reference: { price: "1", candleTs: sight.now - CANDLE_MS } },
      { reference: { price: "100", candleTs: sight.now + 10 * CANDLE_MS } },
      { purpose: "exit", side: "sell", quantity: "500" },
      { type: "limit", limitPrice: "500", timeInForce: "gtc" },
    ];
    return [submit({ ...wish(sight, move), ...at(wrong, move.pick) } as Intent)];
  },
  repeat: (sight, move) => Array.from({ length: REPEATS }, () => submit(wish(sight, move))),
  flood: (sight, move) =>
    Array.from({ length: FLOOD }, (_, i) =>
      submit({ ...wish(sight, move), intentId: idOf(sight.n * 100 + i, 9), quantity: "0.1" }),
    ),
} as const satisfies Record<string, Deed>;

function wish(sight: Sight, { pick, size, price }: Move): Intent {
  const symbol = at(SYMBOLS, pick) ?? BTC;
  const mark = Number(sight.state.marks[symbol]?.price ?? "100");
  const resting: IntentChange =
    price > 500 ? { type: "limit", limitPrice: cents(mark * (1 - (price - 500) / 50_000)), timeInForce: "gtc" } : {};
  return entry(sight.n, {
    ...bornNow(sight, symbol),
    symbol,
    ruleId: at(RULES, Math.floor(pick / 2)) ?? "trend",
    quantity: roundTo(fromNumber(0.2 + size / 250), "0.00000001", "down"),
    stopPrice: cents(mark * (0.96 + (size % 30) / 1_000)),
    targetPrice: pick % 3 === 0 ? cents(mark * 1.02) : undefined,
    ...resting,
  });
}

const bornNow = ({ state, now }: Sight, symbol: string): IntentChange => ({
  reference: { price: state.marks[symbol]?.price ?? "100", candleTs: (state.at ?? now) - CANDLE_MS },
  createdAt: now,
});

function moveStop({ state }: Sight, { pick }: Move, to: (stop: number, mark: number) => number): readonly Command[] {
  const position = at(Object.values(state.positions), pick);
  if (position === undefined) return [];
  const mark = Number(state.marks[position.symbol]?.price ?? "100");
  const stopPrice = cents(to(Number(position.stopPrice), mark));
  return [{ type: "stop.tighten", positionId: position.positionId, stopPrice, by: "agent" }];
}

const entriesOf = (state: GateState): readonly WorkingOrder[] =>
  Object.values(state.orders).filter(({ spec }) => spec.role === "entry");
