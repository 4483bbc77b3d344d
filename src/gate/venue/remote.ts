import type { Clock } from "../../store/time.ts";
import type { OrderSpec } from "../../store/words/order.ts";
import type { Timers } from "../heart/pace.ts";
import type { GateState, WorkingOrder } from "../mind/state.ts";
import type { Answer, CancelAnswer, Exchange, Placed } from "./exchange.ts";
import { Lookout } from "./lookout.ts";
import { refOf } from "./refOf.ts";
import type { Venue, VenueOutcome } from "./venue.ts";

export interface RemoteOptions {
  readonly exchange: Exchange;
  /** The gate's clock, which with a real venue is the wall's. */
  readonly now: Clock;
  readonly timers: Timers;
  /** To be judged as soon as the heart is free. */
  readonly report: (outcome: VenueOutcome) => void;
  readonly state: () => GateState;
  /** Tells when something may have happened at the exchange; without it the rounds find out. */
  readonly follow?: ((onNews: () => void) => { stop(): void }) | undefined;
}

/**
 * A hand that reaches a machine elsewhere: answers come late, twice or never. What is sent is sent once; an answer that
 * is not known is said to be unknown, and the lookout finds out. Nothing here decides: it asks, and reports.
 */
export class RemoteVenue implements Venue {
  readonly #options: RemoteOptions;
  readonly #lookout: Lookout;
  /** Orders on their way, with what is to be done once their answer is there. */
  readonly #flying = new Map<string, { cancelAfter: boolean }>();
  readonly #leaving = new Set<string>();
  #feed: { stop(): void } | null = null;

  constructor(options: RemoteOptions) {
    this.#options = options;
    this.#lookout = new Lookout({
      ...options,
      isFlying: (clientOrderId) => this.#flying.has(clientOrderId),
      cancelAgain: (clientOrderId) => void this.#leave(clientOrderId),
    });
  }

  submit(spec: OrderSpec): void {
    const { clientOrderId } = spec;
    const flight = { cancelAfter: false };
    this.#flying.set(clientOrderId, flight);
    void this.#place(spec, flight);
  }

  async #place(spec: OrderSpec, flight: { readonly cancelAfter: boolean }): Promise<void> {
    const answer = await this.#ask(() => this.#options.exchange.place(spec));
    this.#flying.delete(spec.clientOrderId);
    this.#options.report(placedAs(spec.clientOrderId, answer));
    if (flight.cancelAfter) this.cancel(spec.clientOrderId);
    this.#lookout.hurry();
  }

  /** One that has no name at the venue yet is looked for first: what cannot be found cannot be taken back. */
  cancel(clientOrderId: string): void {
    const flight = this.#flying.get(clientOrderId);
    if (flight !== undefined) {
      flight.cancelAfter = true;
      return;
    }
    if (!this.#leave(clientOrderId)) this.#lookout.hurry();
  }

  /** Asks the venue to take it back, unless that is under way or there is no name to ask by. */
  #leave(clientOrderId: string): boolean {
    const order = this.#options.state().orders[clientOrderId];
    if (order === undefined || order.venueOrderId === null || this.#leaving.has(clientOrderId)) return false;
    this.#leaving.add(clientOrderId);
    void this.#takeBack(order);
    return true;
  }

  /** Whatever the answer is, only a look tells that it is gone. */
  async #takeBack(order: WorkingOrder): Promise<void> {
    await this.#ask<CancelAnswer>(() => this.#options.exchange.cancel(refOf(order)));
    this.#leaving.delete(order.spec.clientOrderId);
    this.#lookout.hurry();
  }

  /** What had left without an answer is unknown now; the lookout takes up the rest. */
  restore(orders: readonly WorkingOrder[]): void {
    for (const { spec, state } of orders) {
      if (state !== "submitted") continue;
      const cause = "the gate ended before the answer came";
      this.#options.report({ type: "venue.unknown", clientOrderId: spec.clientOrderId, cause });
    }
    this.#lookout.start();
    this.#feed ??= this.#options.follow?.(() => this.#lookout.hurry()) ?? null;
  }

  look(): void {
    this.#lookout.hurry();
  }

  /** Nothing is asked any more; what is on its way stays on its way. */
  stop(): void {
    this.#lookout.stop();
    this.#feed?.stop();
  }

  /** An exchange does not throw; one that does has not answered. */
  async #ask<Value>(question: () => Promise<Answer<Value>>): Promise<Answer<Value>> {
    try {
      return await question();
    } catch (error) {
      return { known: false, cause: error instanceof Error ? error.message : String(error) };
    }
  }
}

function placedAs(clientOrderId: string, answer: Answer<Placed>): VenueOutcome {
  if (!answer.known) return { type: "venue.unknown", clientOrderId, cause: answer.cause.slice(0, 300) };
  const { value } = answer;
  return value.outcome === "accepted"
    ? { type: "venue.accepted", clientOrderId, venueOrderId: value.venueOrderId }
    : { type: "venue.rejected", clientOrderId, reason: value.reason.slice(0, 300) };
}
