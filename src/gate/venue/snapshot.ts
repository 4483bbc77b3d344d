import type { Timestamp } from "../../store/time.ts";
import type { Balances, ExchangeFill, ExchangeOrder } from "./exchange.ts";

/** An execution and whose it is: the client id that its order bears at the venue, null when that bears none. */
export interface OwnedFill extends ExchangeFill {
  readonly clientOrderId: string | null;
}

/** What a venue knows of this account, asked for at `askedAt` by the gate's clock. What changed since is not judged by it. */
export interface VenueSnapshot {
  readonly askedAt: Timestamp;
  /** Executions since the last look, and some from before. */
  readonly fills: readonly OwnedFill[];
  /** Every order that may still fill; null when that was not asked. */
  readonly orders:
    | readonly Pick<
        ExchangeOrder,
        | "clientOrderId"
        | "venueOrderId"
        | "symbol"
        | "side"
        | "quantity"
        | "filledQuantity"
        | "limitPrice"
        | "stopPrice"
      >[]
    | null;
  /** Null when they were not asked, when they moved while they were read, or when the venue keeps none. */
  readonly balances: Balances | null;
  /** Whether everything was asked that this venue can be asked, and answered. */
  readonly isWhole: boolean;
}
