import type { Id } from "../../store/ids.ts";
import type { OrderSpec } from "../../store/words/order.ts";
import type { Command } from "../decide/command.ts";
import type { WorkingOrder } from "../mind/state.ts";

/** What a venue says of an order, as the commands that the gate judges. Never said inside the call that caused it. */
export type VenueOutcome = Extract<Command, { type: `venue.${string}` }>;

/**
 * The hand that reaches the market. Paper and live differ in this object alone. Both calls return at once; what came of
 * them is reported later, and silence is never success.
 */
export interface Venue {
  submit(spec: OrderSpec): void;
  cancel(clientOrderId: Id): void;
  /** At the start: the orders that the journal knows as working. Then it looks. */
  restore(orders: readonly WorkingOrder[]): void;
  /** Asks the venue what it knows of this account; the answer is reported as `venue.seen`. */
  look(): void;
}
