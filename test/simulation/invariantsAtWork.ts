import { workingEntries } from "../../src/gate/ledger/reserved.ts";
import { gateRunQuantity } from "../../src/gate/decide/protect.ts";
import { checks } from "../../src/gate/checks/table.ts";
import { add, isLess, isMore, subtract } from "../../src/store/money.ts";
import { MINUTE_MS } from "../../src/store/time.ts";
import { tradingState } from "../../src/store/words/hold.ts";
import type { OrderSpec } from "../../src/store/words/order.ts";
import type { Invariant, Scene } from "./scene.ts";
import { wishOf } from "./witness.ts";

/** How many checks bind an entry or an exit. */
const FULL = {
  entry: checks.filter(({ binds }) => binds.includes("entry")).length,
  exit: checks.filter(({ binds }) => binds.includes("exit")).length,
} as const;

/** So long it may take until everything that a stranger did has been told. */
const STRANGERS_MS = 30 * MINUTE_MS;

/** Invariants that hold at every single step. */
export const INVARIANTS_AT_WORK: readonly Invariant[] = [
  {
    name: "written-ahead",
    law: "no order reaches the venue before it is on the record as submitted, and as it stands there",
    holds: {
      sent({ witness }, { spec }) {
        const written = witness.reserved.get(spec.clientOrderId);
        if (written === undefined || !witness.submitted.has(spec.clientOrderId)) return `${nameOf(spec)} is not there`;
        return written.quantity === spec.quantity && written.side === spec.side
          ? null
          : `${nameOf(spec)} is of ${written.quantity} there and of ${spec.quantity} at the venue`;
      },
    },
  },
  {
    name: "no-double-order",
    law: "one wish is one order at the venue, however often it is sent",
    holds: {
      sent({ witness }, { spec }) {
        const before = witness.arrived.get(wishOf(spec)) ?? new Set();
        return [...before].some((id) => id !== spec.clientOrderId) ? `${nameOf(spec)} came under another id` : null;
      },
    },
  },
  {
    name: "ids-once",
    law: "no order id is ever given to a second order",
    holds: {
      durable: ({ witness }, { event }) =>
        event.type === "order.reserved" && witness.reserved.has(event.data.clientOrderId)
          ? `${nameOf(event.data)} was reserved again`
          : null,
    },
  },
  {
    name: "held-is-held",
    law: "while trading is held no entry leaves for the venue, whoever wants it",
    holds: {
      sent({ witness, state }, { spec }) {
        if (spec.role !== "entry" || witness.arrived.has(wishOf(spec))) return null;
        if (witness.killed) return `${nameOf(spec)} left after the operator's kill`;
        return tradingState(state.holds) === "active" ? null : `${nameOf(spec)} left while ${causes(state.holds)}`;
      },
    },
  },
  {
    name: "holds-survive",
    law: "the holds in force are those on the record, after every step and every rebirth",
    holds: { stepped: holdsAsRecorded, reborn: holdsAsRecorded },
  },
  {
    name: "halt-takes-entries-back",
    law: "a kill, a reduce and a lost agent ask every working entry to go in the same breath",
    holds: {
      commanded({ state }, { command }) {
        const stops = command.type === "trading.halt" || command.type === "trading.reduce";
        if (!stops && !(command.type === "agent.silent" && command.stage === "cancel")) return null;
        const kept = workingEntries(state).find((order) => order.state !== "pending_cancel");
        return kept === undefined ? null : `${nameOf(kept.spec)} is ${kept.state} after ${command.type}`;
      },
    },
  },
  {
    name: "one-sell-a-holding",
    law: "what is offered for sale of a position at the venue never exceeds what is held of it there",
    holds: {
      sent(scene, { spec }) {
        // Sent again under its id, an order that has arrived is the same order.
        if (spec.side !== "sell" || scene.grounds.knows(spec.clientOrderId)) return null;
        const offered = add(spec.quantity, ...othersOf(scene, spec));
        const held = add(scene.witness.held(spec.positionId), ...soldInVain(scene, spec));
        return isMore(offered, held) ? `${nameOf(spec)} makes it ${offered} of ${held} held` : null;
      },
    },
  },
  {
    name: "never-sold-more",
    law: "nothing is sold that was not bought",
    holds: {
      executed({ witness: { oversold } }) {
        return oversold.length === 0 ? null : `more was sold than bought of ${oversold.join(", ")}`;
      },
    },
  },
  {
    name: "stops-sum-to-held",
    law: "stops at the venue and stops run by the gate add up to what is held: neither part is negative",
    holds: {
      stepped({ state }) {
        for (const position of Object.values(state.positions)) {
          const run = gateRunQuantity(state, position);
          if (isLess(run, "0") || isMore(run, position.quantity)) return `the gate runs ${run} of ${position.quantity}`;
        }
        return null;
      },
    },
  },
  {
    name: "stops-only-tighten",
    law: "a stop never moves away from the price, whoever asks",
    holds: {
      durable({ witness }, { event }) {
        if (event.type !== "stop.tightened") return null;
        const before = witness.stops.get(event.data.positionId) ?? "0";
        return isMore(event.data.to, before) ? null : `from ${before} to ${event.data.to} by ${event.data.by}`;
      },
    },
  },
  {
    name: "no-invented-money",
    law: "nothing is booked as paid in, paid out or moved that nobody moved",
    holds: {
      durable({ witness, nowMs }, { event }) {
        // What strangers do is told by balances and by executions, in whatever order: it evens out within minutes.
        if (nowMs - witness.strangerTradedMs < STRANGERS_MS) return null;
        if (event.type === "cash.moved") return `${event.data.amount} in cash`;
        return event.type === "external.moved" ? `${event.data.quantity} ${event.data.symbol}` : null;
      },
    },
  },
  {
    name: "whole-verdicts",
    law: "nothing is approved without the whole vector of checks, all passed",
    holds: {
      durable({ record }, { event }) {
        if (event.type !== "intent.approved") return null;
        const { intentId, checks: vector } = event.data;
        const received = record.findLast(
          (each) => each.type === "intent.received" && each.data.intent.intentId === intentId,
        );
        const purpose = received?.type === "intent.received" ? received.data.intent.purpose : "entry";
        const passed = new Set(vector.filter(({ passed }) => passed).map(({ code }) => code));
        return passed.size === FULL[purpose] ? null : `${intentId}: ${passed.size} of ${FULL[purpose]} checks`;
      },
    },
  },
];

function holdsAsRecorded({ witness, state }: Scene): string | null {
  const inMind = new Set(state.holds.map(({ id }) => id));
  const forgotten = [...witness.holds].filter((id) => !inMind.has(id));
  return forgotten.length === 0 && inMind.size === witness.holds.size
    ? null
    : `${inMind.size} in mind, ${witness.holds.size} on the record`;
}

/**
 * What other orders of the same position offer at the venue. One that was looked for in vain and given up may have
 * arrived this very moment: nobody can know, and the venue itself sells nothing twice.
 */
const othersOf = ({ witness, grounds, state }: Scene, spec: OrderSpec): readonly string[] =>
  witness
    .ordersOf(spec.positionId)
    .filter(({ side, clientOrderId }) => side === "sell" && clientOrderId !== spec.clientOrderId)
    .filter(({ clientOrderId }) => state.abandoned[clientOrderId] === undefined)
    .map(({ clientOrderId }) => grounds.remaining(clientOrderId));

/**
 * What orders of the same position have sold since they were looked for in vain and given up. Until the next look nobody
 * but the venue can know it, and it has nothing left to sell twice.
 */
const soldInVain = ({ witness, state }: Scene, { positionId }: OrderSpec): readonly string[] =>
  witness.ordersOf(positionId).flatMap(({ side, clientOrderId }) => {
    const given = state.abandoned[clientOrderId];
    if (side !== "sell" || given === undefined) return [];
    return [subtract(witness.executedOf(clientOrderId), given.order.filledQuantity)];
  });

const causes = (holds: readonly { readonly cause: string }[]): string => holds.map(({ cause }) => cause).join(", ");
const nameOf = ({ role, attempt, clientOrderId }: OrderSpec): string =>
  `${role} ${attempt} (${clientOrderId.slice(-6)})`;
