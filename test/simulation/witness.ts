import type { Command } from "../../src/gate/decide/command.ts";
import type { Position } from "../../src/gate/mind/state.ts";
import type { GateEvent, GateEventData, GateEventType } from "../../src/store/events/gate.ts";
import { add, isMore, type Money, subtract } from "../../src/store/money.ts";
import type { OrderSpec } from "../../src/store/words/order.ts";

interface Traded {
  readonly bought: Money;
  readonly sold: Money;
}
/** What is kept of an event. */
type Notes = { readonly [Type in GateEventType]?: (data: GateEventData<Type>) => void };

const NOTHING: Traded = { bought: "0", sold: "0" };

/**
 * Somebody who stands by and remembers, by other means than the gate: what is on the record, what left, what was
 * executed, what the operator said. The laws hold the gate's mind against this.
 */
export class Witness {
  /** Orders on the record, by id; `submitted`: those that may have left. */
  readonly reserved = new Map<string, OrderSpec>();
  readonly submitted = new Set<string>();
  /** Client ids that ever reached the venue, by the wish they carry out. */
  readonly arrived = new Map<string, Set<string>>();
  /** Ids of the holds that stand, by the record. */
  readonly holds = new Set<string>();
  /** Stops of open positions, by the record. */
  readonly stops = new Map<string, Money>();
  /** The operator's last word on trading was to stop, and was obeyed. */
  killed = false;
  /** When somebody last traded by hand with this account, since the world began. */
  strangerTradedMs = Number.NEGATIVE_INFINITY;
  /** Positions whose stop is touched: for so many prices in a row that the gate has seen and could act on. */
  readonly touched = new Map<string, number>();
  readonly #traded = new Map<string, Traded>();
  readonly #executed = new Map<string, Money>();
  /** Whose an order is that reached the venue. */
  readonly #positionOf = new Map<string, string>();

  readonly #notes: Notes = {
    "order.reserved": (spec) => void this.reserved.set(spec.clientOrderId, spec),
    "order.submitted": ({ clientOrderId }) => void this.submitted.add(clientOrderId),
    "hold.placed": ({ id }) => void this.holds.add(id),
    "hold.cleared": ({ id }) => void this.holds.delete(id),
    "position.opened": ({ positionId, stopPrice }) => void this.stops.set(positionId, stopPrice),
    "stop.tightened": ({ positionId, to }) => void this.stops.set(positionId, to),
    "position.closed": ({ positionId }) => void this.stops.delete(positionId),
  };

  /** An event is durable. Call after the laws looked at it: they compare with what was before. */
  event(event: GateEvent): void {
    const note = this.#notes[event.type] as ((data: unknown) => void) | undefined;
    note?.(event.data);
  }

  /** Somebody wants something. A resume may be on the record though the gate died of it: from here on nobody knows. */
  asked(command: Command): void {
    if (command.type === "trading.resume") this.killed = false;
  }

  /** A command was carried out. */
  commanded(command: Command): void {
    if (command.type === "trading.halt") this.killed = true;
  }

  /** The market showed prices; `canAct`: the gate saw them, and the venue was there. */
  shown(positions: readonly Position[], price: (symbol: string) => string, canAct: boolean): void {
    const before = new Map(this.touched);
    this.touched.clear();
    for (const { positionId, symbol, stopPrice } of canAct ? positions : []) {
      if (!isMore(price(symbol), stopPrice)) this.touched.set(positionId, (before.get(positionId) ?? 0) + 1);
    }
  }

  /** An order reached the venue. Call after the laws looked at it. */
  sent(spec: OrderSpec): void {
    const wish = wishOf(spec);
    this.arrived.set(wish, (this.arrived.get(wish) ?? new Set()).add(spec.clientOrderId));
    this.#positionOf.set(spec.clientOrderId, spec.positionId);
  }

  /** One of our orders was executed. */
  executed(clientOrderId: string, side: "buy" | "sell", quantity: Money): void {
    const positionId = this.#positionOf.get(clientOrderId) ?? this.reserved.get(clientOrderId)?.positionId;
    if (positionId === undefined) return;
    this.#executed.set(clientOrderId, add(this.executedOf(clientOrderId), quantity));
    const { bought, sold } = this.#traded.get(positionId) ?? NOTHING;
    const after = side === "buy" ? { bought: add(bought, quantity), sold } : { bought, sold: add(sold, quantity) };
    this.#traded.set(positionId, after);
  }

  /** How much of an order was executed at the venue. */
  executedOf(clientOrderId: string): Money {
    return this.#executed.get(clientOrderId) ?? "0";
  }

  /** What is left of a position at the venue. */
  held(positionId: string): Money {
    const { bought, sold } = this.#traded.get(positionId) ?? NOTHING;
    return subtract(bought, sold);
  }

  /** Positions of which more was sold than bought. */
  get oversold(): readonly string[] {
    return [...this.#traded].filter(([, { bought, sold }]) => isMore(sold, bought)).map(([positionId]) => positionId);
  }

  /** Positions of which something is left at the venue. */
  get heldPositions(): readonly string[] {
    return [...this.#traded.keys()].filter((positionId) => isMore(this.held(positionId), "0"));
  }

  /** Our orders of a position that ever reached the venue. */
  ordersOf(positionId: string): readonly OrderSpec[] {
    const ids = [...this.#positionOf].filter(([, of]) => of === positionId).map(([id]) => id);
    return ids.flatMap((id) => this.reserved.get(id) ?? []);
  }
}

/** Two orders that carry out the same wish have the same name. */
export const wishOf = ({ positionId, role, attempt }: OrderSpec): string => `${role} ${attempt} of ${positionId}`;
