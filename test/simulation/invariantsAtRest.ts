import { isDeepStrictEqual } from "node:util";
import type { GateState } from "../../src/gate/mind/state.ts";
import { isMore, isZero, type Money, subtract } from "../../src/store/money.ts";
import { add } from "../../src/store/money.ts";
import { SYMBOLS } from "./agent.ts";
import type { Invariant, Scene } from "./scene.ts";

/** Two hours. */
const MAX_TOUCHED = 8;

/** Invariants that hold once every answer has come in: at a rebirth, in quiet hours, after kill and flatten. */
export const INVARIANTS_AT_REST: readonly Invariant[] = [
  {
    name: "mind-is-record",
    law: "the mind is the fold of its journal, from the first event on, and nothing else",
    holds: { reborn: mindIsRecord, flattened: mindIsRecord },
  },
  {
    name: "books-agree",
    law: "cash and every position are what the venue says, to the last digit",
    holds: { quiet: booksAgree, flattened: booksAgree },
  },
  {
    name: "no-orphans",
    law: "what works at the venue is known to work, and what is known to rest there rests there",
    holds: { quiet: sameOrders, flattened: sameOrders },
  },
  {
    name: "touched-stop-leaves",
    law: "a position whose stop was touched is left, within hours in which the venue was there, and for certain in the end",
    holds: {
      shown({ witness: { touched } }) {
        const kept = [...touched].find(([, prices]) => prices > MAX_TOUCHED);
        return kept === undefined ? null : `${kept[0]} is held at ${kept[1]} prices beyond its stop`;
      },
      quiet({ state, price }) {
        const kept = Object.values(state.positions).find(
          ({ symbol, stopPrice, exitWanted }) => exitWanted !== null || isMore(stopPrice, price(symbol)),
        );
        return kept === undefined ? null : `${kept.quantity} ${kept.symbol} is held, its stop is at ${kept.stopPrice}`;
      },
    },
  },
  {
    name: "flat-in-the-end",
    law: "after kill and flatten nothing is held and nothing works, or it is named",
    holds: {
      flattened({ state, witness, grounds }) {
        const [held, open] = [witness.heldPositions, ours(grounds.openIds(), witness.reserved)];
        if (held.length + open.length === 0) return null;
        const named = held.every((id) => state.positions[id] !== undefined) && open.every((id) => id in state.orders);
        const isSaid = state.holds.some(({ cause }) => cause === "not_reconciled");
        return named && isSaid ? null : `${held.length} positions and ${open.length} orders are left`;
      },
    },
  },
];

function mindIsRecord({ state, folded }: Scene): string | null {
  if (isDeepStrictEqual(folded, state)) return null;
  const keys = Object.keys(folded) as (keyof GateState)[];
  return `differs in ${keys.filter((key) => !isDeepStrictEqual(folded[key], state[key])).join(", ")}`;
}

function booksAgree({ state, grounds, witness }: Scene): string | null {
  if (state.cash !== grounds.cash) return `cash ${state.cash}, at the venue ${grounds.cash}`;
  for (const symbol of SYMBOLS) {
    const positions = Object.values(state.positions).filter((position) => position.symbol === symbol);
    const inMind = add(state.externals[symbol]?.quantity ?? "0", ...positions.map(({ quantity }) => quantity));
    const there = grounds.coins(symbol);
    if (!isSame(inMind, there)) return `${inMind} ${symbol}, at the venue ${there}`;
  }
  const ids = new Set([...Object.keys(state.positions), ...witness.heldPositions]);
  for (const id of ids) {
    const [inMind, there] = [state.positions[id]?.quantity ?? "0", witness.held(id)];
    if (!isSame(inMind, there)) return `${inMind} of ${id}, at the venue ${there}`;
  }
  return null;
}

function sameOrders({ state, grounds, witness }: Scene): string | null {
  const open = ours(grounds.openIds(), witness.reserved);
  const orphan = open.find((id) => !(id in state.orders));
  if (orphan !== undefined) return `${witness.reserved.get(orphan)?.role} ${orphan} works unknown to the gate`;
  const there = new Set(open);
  const phantom = Object.values(state.orders).find(
    ({ spec, state: life }) => life !== "reserved" && !there.has(spec.clientOrderId),
  );
  return phantom === undefined
    ? null
    : `${phantom.spec.role} ${phantom.spec.clientOrderId} is ${phantom.state} here and over there`;
}

const ours = (ids: readonly string[], reserved: ReadonlyMap<string, unknown>): readonly string[] =>
  ids.filter((id) => reserved.has(id));
const isSame = (a: Money, b: Money): boolean => isZero(subtract(a, b));
