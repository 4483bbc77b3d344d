import type { Money } from "../../src/store/money.ts";
import type { Terms } from "./terms.ts";

export type Side = "BUY" | "SELL";
export type Status =
  | "PENDING"
  | "OPEN"
  | "CANCEL_QUEUED"
  | "FILLED"
  | "CANCELLED"
  | "EXPIRED"
  | "FAILED"
  | "QUEUED"
  | "EDIT_QUEUED"
  | "UNKNOWN_ORDER_STATUS";

/** What is traded, its price now, and how much of it anybody would take or give at that price (null: no end of it). */
export interface Product {
  readonly id: string;
  readonly base: string;
  readonly quote: string;
  readonly baseIncrement: Money;
  readonly priceIncrement: Money;
  readonly baseMin: Money;
  readonly baseMax: Money;
  readonly quoteMin: Money;
  price: Money;
  depth: Money | null;
  /** What is left of `depth` at this price. */
  left: Money | null;
  flags: Readonly<
    Partial<Record<"trading_disabled" | "cancel_only" | "limit_only" | "post_only" | "view_only", boolean>>
  >;
  /** Kinds of orders that this product does not take. */
  refuses: ReadonlySet<Terms["kind"]>;
}

/** An order as the exchange keeps it. `cost`: the quote currency paid or earned, without fees. */
export interface Order {
  readonly n: number;
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly productId: string;
  readonly side: Side;
  readonly terms: Terms;
  readonly quantity: Money;
  readonly createdAt: number;
  status: Status;
  filled: Money;
  cost: Money;
  fees: Money;
  triggered: boolean;
  message: string;
  readonly isOpen: boolean;
}

export interface Fill {
  readonly n: number;
  readonly tradeId: string;
  readonly orderId: string;
  readonly productId: string;
  readonly side: Side;
  readonly price: Money;
  readonly size: Money;
  readonly commission: Money;
  readonly liquidity: "MAKER" | "TAKER";
  readonly at: number;
}

const OPEN: ReadonlySet<Status> = new Set<Status>(["PENDING", "OPEN", "CANCEL_QUEUED", "QUEUED", "EDIT_QUEUED"]);

/** A fresh order, of which nothing is filled. */
export function newOrder(
  fields: Pick<Order, "n" | "orderId" | "clientOrderId" | "productId" | "side" | "terms" | "quantity" | "createdAt">,
  status: Status,
): Order {
  return {
    ...fields,
    status,
    filled: "0",
    cost: "0",
    fees: "0",
    triggered: false,
    message: "",
    get isOpen() {
      return OPEN.has(this.status);
    },
  };
}
