import test from "ava";
import * as fc from "fast-check";
import { Refusal } from "../../../src/gate/contract/refusal.ts";
import type { Command } from "../../../src/gate/decide/command.ts";
import { decide } from "../../../src/gate/decide/decide.ts";
import { gateRunQuantity, restingStops } from "../../../src/gate/decide/protect.ts";
import type { Context } from "../../../src/gate/decide/story.ts";
import type { Safety } from "../../../src/gate/safety/schema.ts";
import { evolve } from "../../../src/gate/mind/evolve.ts";
import { type GateState, initialState } from "../../../src/gate/mind/state.ts";
import { canonicalJson } from "../../../src/store/canonical.ts";
import { type GateDraft, gateEvents } from "../../../src/store/events/gate.ts";
import { add, fromNumber, isMore, isZero, least, multiply, percentOf, subtract } from "../../../src/store/money.ts";
import type { OrderSpec } from "../../../src/store/words/order.ts";
import { tradingState } from "../../../src/store/words/hold.ts";
import { PROTOCOL_VERSION } from "../../../src/gate/contract/frame.ts";
import { contextOf, counted, listed, open, safetyWith, shipped, T0, tick } from "../facts.ts";
import { answerOf, anyMoves, entryMoves, closesOf, heldOf, type Move, wishOf } from "./moves.ts";

/** Limits and all: from here on the record says what a verdict needs. */
const start: Command = { type: "gate.start", protocol: PROTOCOL_VERSION, recoveredSeq: 0, instruments: listed };
const RUNS = { numRuns: 200, seed: 20_260_105 };
/** Looks at the state after each event. */
type Look = (state: GateState, event: GateDraft, before: GateState) => void;

/** A gate without heart or disk, carried through the moves; gives its last state and its whole history. */
function lived(
  moves: readonly Move[],
  look: Look = () => {},
  safety: Safety = shipped,
): { state: GateState; events: readonly GateDraft[] } {
  const nextId = counted(9);
  const events: GateDraft[] = [];
  let state = initialState;
  let now = T0;
  let ticks = 0;
  const run = (command: Command): void => {
    if (command.type === "market.advance") now = command.at;
    for (const draft of judged(command, state, contextOf(now, nextId, safety))) {
      const event = { ...draft, data: JSON.parse(canonicalJson(draft.data)) as unknown } as GateDraft;
      const after = { ...evolve(state, event), seq: state.seq + 1 };
      look(after, event, state);
      state = after;
      events.push(event);
    }
  };
  const flat = { "BTC/USD": 100, "ETH/USD": 100, "SOL/USD": 100 };
  for (const command of [open, start, tick(ticks++, flat)]) run(command);
  for (const [n, move] of moves.entries()) {
    const command =
      move[0] === "tick" ? tick(ticks++, closesOf(state, move)) : (wishOf(state, n, move) ?? answerOf(state, n, move));
    if (command !== null) run(command);
  }
  return { state, events };
}

function judged(command: Command, state: GateState, context: Context): readonly GateDraft[] {
  try {
    return decide(command, state, context);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

const holds = (look: Look): void =>
  fc.assert(
    fc.property(anyMoves, (moves) => void lived(moves, look)),
    RUNS,
  );
const must = (yes: boolean, what: string): void => {
  if (!yes) throw new Error(what);
};

test("the moves reach what they are meant to reach", (t) => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(anyMoves, (moves) => {
      for (const { type } of lived(moves).events) seen.set(type, (seen.get(type) ?? 0) + 1);
    }),
    RUNS,
  );
  for (const type of [
    "intent.approved",
    "intent.denied",
    "order.filled",
    "order.unknown",
    "order.rejected",
    "position.closed",
    "stop.triggered",
    "stop.tightened",
    "hold.placed",
    "hold.cleared",
    "flatten.completed",
  ]) {
    t.true((seen.get(type) ?? 0) >= 5, `${type}: ${seen.get(type) ?? 0}`);
  }
});

test("stops that rest and stops that the gate runs are together what is held, after every event", (t) => {
  holds((state) => {
    for (const position of Object.values(state.positions)) {
      const resting = restingStops(state, position.positionId).map(({ spec, filledQuantity }) =>
        subtract(spec.quantity, filledQuantity),
      );
      const run = gateRunQuantity(state, position);
      must(!isMore("0", run), `${run} to run: more rests than is held`);
      must(isZero(subtract(position.quantity, run, ...resting)), "covered is not held");
    }
  });
  t.pass();
});

test("what stands at the venue to be sold is never more than what is held", (t) => {
  holds((state) => {
    for (const { positionId, quantity } of Object.values(state.positions)) {
      const live = Object.values(state.orders)
        .filter(
          ({ spec, state: life }) => spec.positionId === positionId && spec.role !== "entry" && life !== "reserved",
        )
        .map(({ spec, filledQuantity }) => subtract(spec.quantity, filledQuantity));
      must(!isMore(add(...live), quantity), `${add(...live)} to sell of ${quantity} held`);
    }
  });
  t.pass();
});

test("cash and quantity are conserved to the last digit, and equity is what both are worth", (t) => {
  let [cash, bought] = ["5000", new Map<string, string>()];
  holds((state, event, before) => {
    if (event.type === "account.opened") [cash, bought] = ["5000", new Map()];
    if (event.type === "order.filled") {
      const { clientOrderId, lastPrice, lastQuantity, commission } = event.data;
      const { spec } = before.orders[clientOrderId] ?? before.ended[clientOrderId] ?? never(clientOrderId);
      const sign = spec.side === "buy" ? "1" : "-1";
      cash = subtract(cash, multiply(sign, multiply(lastPrice, lastQuantity)), commission);
      bought.set(spec.symbol, add(bought.get(spec.symbol) ?? "0", multiply(sign, lastQuantity)));
    }
    must(state.cash === cash, `cash ${state.cash}, fills say ${cash}`);
    for (const [symbol, quantity] of bought) must(heldOf(state, symbol) === quantity, `${symbol} is not ${quantity}`);
    const worth = [...bought].map(([symbol, quantity]) => multiply(quantity, state.marks[symbol]?.price ?? "0"));
    if (event.type === "market.advanced") must(state.equity === add(cash, ...worth), "equity is not cash and holdings");
    const openCost = Object.values(state.positions).map(({ entryNotional, exitNotional, fees }) =>
      subtract(exitNotional, entryNotional, fees),
    );
    must(state.cash === add("5000", state.realizedPnl, ...openCost), "realized and open do not add up to cash");
  });
  t.pass();
});

test("no sequence of intents passes a limit of exposure, notional, risk or number", (t) => {
  const { exposure, orders } = shipped.limits;
  const refused = new Set<string>();
  const look: Look = (state, event, before) => {
    if (event.type === "intent.denied") for (const code of event.data.denials) refused.add(code);
    if (event.type !== "order.reserved" || event.data.role !== "entry") return;
    const price = (symbol: string): string => before.marks[symbol]?.price ?? "0";
    const entries = Object.values(state.orders).filter(({ spec }) => spec.role === "entry");
    const value = (only: string | null): string =>
      add(
        ...Object.values(state.positions)
          .filter(({ symbol }) => only === null || symbol === only)
          .map(({ symbol, quantity }) => multiply(quantity, price(symbol))),
        ...entries
          .filter(({ spec }) => only === null || spec.symbol === only)
          .map(({ spec, filledQuantity }) =>
            multiply(subtract(spec.quantity, filledQuantity), worst(spec, price(spec.symbol))),
          ),
      );
    const held = Object.values(before.positions).map(({ symbol, quantity }) => multiply(quantity, price(symbol)));
    const equity = add(before.cash, ...held);
    must(!isMore(value(null), percentOf(equity, exposure.maxGrossPct)), "gross");
    must(!isMore(value(event.data.symbol), percentOf(equity, exposure.maxSymbolPct)), "symbol");
    const notional = multiply(event.data.quantity, event.data.limitPrice ?? price(event.data.symbol));
    must(!isMore(notional, fromNumber(orders.maxNotional["USD"] ?? 0)), "notional");
    const ids = new Set([...Object.keys(state.positions), ...entries.map(({ spec }) => spec.positionId)]);
    must(ids.size <= exposure.maxPositions, "positions");
    must(tradingState(before.holds) === "active", "an entry while trading is held");
  };
  const risky = safetyWith((limits) => ({
    ...limits,
    stops: { maxDistancePct: 50, maxRiskPct: 100, maxOpenRiskPct: 100 },
  }));
  fc.assert(
    fc.property(entryMoves, (moves) => void lived(moves, look, risky)),
    RUNS,
  );
  holds(look);
  for (const code of ["SYMBOL_EXPOSURE", "GROSS_EXPOSURE", "NOTIONAL_ABOVE_MAX", "POSITION_COUNT"]) {
    t.true(refused.has(code), `${code} was put to the test`);
  }
});

test("every event is of its schema: nothing leaves that a reader would refuse", (t) => {
  holds((_state, event) => {
    const { success, error } = gateEvents[event.type].safeParse(event.data);
    must(success, `${event.type}: ${error?.message ?? ""}`);
  });
  t.pass();
});

test("an order's id is never used twice", (t) => {
  fc.assert(
    fc.property(anyMoves, (moves) => {
      const ids = lived(moves).events.flatMap((event) =>
        event.type === "order.reserved" ? [event.data.clientOrderId] : [],
      );
      must(new Set(ids).size === ids.length, "an id came again");
    }),
    RUNS,
  );
  t.pass();
});

test("what is to go out goes out: once a venue answers plainly, a flatten ends flat", (t) => {
  fc.assert(
    fc.property(anyMoves, (moves) => {
      const settle: Move[] = Array.from({ length: 80 }, (_, i) => [
        (["accept", "cancelConfirmed", "fill", "tick"] as const)[i % 4] ?? "tick",
        Math.floor(i / 4),
        999,
        500,
      ]);
      const { state } = lived([...moves, ["kill", 0, 0, 0], ["flatten", 999, 0, 0], ...settle]);
      must(Object.keys(state.positions).length === 0, "still held");
      must(state.flattening.length === 0, "still flattening");
    }),
    RUNS,
  );
  t.pass();
});

/** What an entry is worth now, as far as it may go: beyond its limit or collar it does not fill. */
const worst = ({ limitPrice, collarPrice }: OrderSpec, mark: string): string =>
  limitPrice ?? least(collarPrice ?? mark, mark);

function never(what: string): never {
  throw new Error(`unexpected ${what}`);
}
