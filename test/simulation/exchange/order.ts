import type { ExchangeOrder } from "../../../src/gate/venue/exchange.ts";
import { add, bpsOf, isLess, isMore, type Money, multiply, subtract } from "../../../src/store/money.ts";
import type { OrderSpec } from "../../../src/store/words/order.ts";

/** What an order asks for, whoever gave it: the parts of a spec that an exchange reads. */
export type Terms = Pick<
  OrderSpec,
  | "symbol"
  | "side"
  | "type"
  | "quantity"
  | "limitPrice"
  | "collarPrice"
  | "stopPrice"
  | "targetPrice"
  | "timeInForce"
  | "expiresAt"
>;

/** An order on the exchange's own books. */
export interface BookOrder {
  readonly venueOrderId: string;
  readonly clientOrderId: string | null;
  readonly terms: Terms;
  filled: Money;
  status: ExchangeOrder["status"];
  detail: string;
  /** A stop whose price was touched: it is an order at the market since. */
  triggered: boolean;
  /** The market jumped over it: it rests there, triggered and unfilled, until it is canceled. */
  jumped: boolean;
}

export const FEE_BPS = { maker: 40, taker: 60 } as const;

export const remainingOf = ({ terms, filled }: BookOrder): Money => subtract(terms.quantity, filled);

/** What a working order keeps from being spent: of the quote currency when it buys, of the base when it sells. */
export function lockedBy(order: BookOrder): { readonly currency: string; readonly amount: Money } {
  const { symbol, side, limitPrice, collarPrice } = order.terms;
  const [base = "", quote = ""] = symbol.split("/");
  if (side === "sell") return { currency: base, amount: remainingOf(order) };
  const notional = multiply(remainingOf(order), limitPrice ?? collarPrice ?? "0");
  return { currency: quote, amount: add(notional, bpsOf(notional, FEE_BPS.taker)) };
}

/** What a trade is made at, and as what. */
export interface Deal {
  readonly price: Money;
  readonly liquidity: "maker" | "taker";
}

/** What the last price makes of a working order, or null while it waits. A touched stop is an order at the market. */
export function dealAt(order: BookOrder, last: Money): Deal | null {
  const { type, side, limitPrice, targetPrice, collarPrice } = order.terms;
  if (type === "market") return isWithin(side, last, collarPrice) ? { price: last, liquidity: "taker" } : null;
  if (type === "limit") return restingDeal(side, last, limitPrice);
  if (order.jumped) return null;
  if (order.triggered || isTouched(order, last)) return { price: last, liquidity: "taker" };
  return restingDeal(side, last, targetPrice);
}

/** Whether the last price has reached an order's stop. */
export const isTouched = ({ terms: { side, stopPrice } }: BookOrder, last: Money): boolean =>
  stopPrice !== null && (side === "sell" ? !isMore(last, stopPrice) : !isLess(last, stopPrice));

const restingDeal = (side: "buy" | "sell", last: Money, bound: Money | null): Deal | null =>
  bound !== null && isWithin(side, last, bound) ? { price: bound, liquidity: "maker" } : null;

/** Whether a price is as good as the bound, or better. */
const isWithin = (side: "buy" | "sell", price: Money, bound: Money | null): boolean =>
  bound === null || (side === "buy" ? !isMore(price, bound) : !isLess(price, bound));
