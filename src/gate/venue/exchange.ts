import type { Money } from "../../store/money.ts";
import type { Timestamp } from "../../store/time.ts";
import type { OrderSpec } from "../../store/words/order.ts";

/**
 * An order as an exchange tells it. `open` is every status in which it may still fill (pending, queued, cancel asked
 * for); the others are final. `clientOrderId` is ours, or whatever a stranger gave it; null without one.
 */
export interface ExchangeOrder {
  readonly clientOrderId: string | null;
  readonly venueOrderId: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  /** In units of the base currency. */
  readonly quantity: Money;
  readonly filledQuantity: Money;
  readonly limitPrice: Money | null;
  readonly stopPrice: Money | null;
  readonly status: "open" | "filled" | "canceled" | "expired" | "rejected";
  /** What the exchange says of it in its own words: "CANCELLED by user". */
  readonly detail: string;
}

/** One execution as an exchange tells it; `commission` in the quote currency. */
export interface ExchangeFill {
  readonly tradeId: string;
  readonly venueOrderId: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly lastQuantity: Money;
  readonly lastPrice: Money;
  readonly commission: Money;
  readonly liquidity: "maker" | "taker";
  readonly filledAt: Timestamp;
}

/** Free and locked together, by currency; currencies that are not held may be missing. */
export type Balances = Readonly<Record<string, Money>>;

/** What is asked for: by the exchange's own id where it is known, else by ours. `since`: it was not placed before. */
export interface OrderRef {
  readonly clientOrderId: string;
  readonly venueOrderId: string | null;
  readonly symbol: string;
  readonly since: Timestamp;
}

/** An answer, or the reason why there is none that can be trusted: a timeout, a 5xx, a page of HTML, half a JSON. */
export type Answer<Value> =
  | { readonly known: true; readonly value: Value }
  | { readonly known: false; readonly cause: string };

/** What came of sending an order. Only a definite no is `rejected`; whatever else is not a definite yes is not known. */
export type Placed =
  | { readonly outcome: "accepted"; readonly venueOrderId: string }
  | { readonly outcome: "rejected"; readonly reason: string };

/** What came of asking for a cancel. `asked`: taken in, which is not yet gone. `refused`: look what it is now. */
export type CancelAnswer = { readonly outcome: "asked" } | { readonly outcome: "refused"; readonly reason: string };

/**
 * A narrow window to an exchange: nothing else of it can be reached. No call throws; each ends within the exchange's own
 * time limit, and an outcome that cannot be told is `known: false`, never a success and never a failure.
 */
export interface Exchange {
  place(spec: OrderSpec): Promise<Answer<Placed>>;
  cancel(ref: OrderRef): Promise<Answer<CancelAnswer>>;
  /** One order; null when the exchange does not know it (weak evidence: it may still be on its way). */
  find(ref: OrderRef): Promise<Answer<ExchangeOrder | null>>;
  /** Every order that may still fill, ours and strangers', all pages. */
  openOrders(): Promise<Answer<readonly ExchangeOrder[]>>;
  /** Every execution at or after `since`, oldest first, all pages. */
  fills(since: Timestamp): Promise<Answer<readonly ExchangeFill[]>>;
  balances(): Promise<Answer<Balances>>;
}
