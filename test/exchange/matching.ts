import { isLess, isMore, least, type Money, multiply, subtract } from "../../src/store/money.ts";
import type { Order, Product, Side } from "./order.ts";

/** A trade that an order makes now. */
export interface Trade {
  readonly quantity: Money;
  readonly price: Money;
  readonly liquidity: "MAKER" | "TAKER";
}

/** A bracket that was triggered sells down to that share of its trigger price. */
const BRACKET_ROOM = "0.95";

/** Whether an order at that limit takes what stands at that price. */
export const crosses = (side: Side, limit: Money, price: Money): boolean =>
  side === "BUY" ? !isMore(price, limit) : !isLess(price, limit);

/** Whether the last price has come to where a stop (or the stop of a bracket) begins to act. */
export function reaches({ terms }: Order, price: Money): boolean {
  if (terms.stopPrice === null) return false;
  return terms.stopsUp ? !isLess(price, terms.stopPrice) : !isMore(price, terms.stopPrice);
}

/**
 * What an order trades at the product's price; null when nothing. One that just came takes what is there, at that price;
 * one that rested is met at its own limit.
 */
export function tradeOf(order: Order, product: Product, rested: boolean): Trade | null {
  const wanted = subtract(order.quantity, order.filled);
  const quantity = product.left === null ? wanted : least(wanted, product.left);
  const at = priceOf(order, product.price, rested);
  if (at === null || quantity === "0") return null;
  if (order.terms.timeInForce === "FOK" && isLess(quantity, wanted)) return null;
  return { quantity, ...at };
}

function priceOf(order: Order, price: Money, rested: boolean): Pick<Trade, "price" | "liquidity"> | null {
  const { side, terms } = order;
  const taken = { price, liquidity: "TAKER" } as const;
  if (terms.kind === "market") return taken;
  const limit = terms.limitPrice ?? price;
  if (terms.kind === "bracket" && order.triggered) {
    return crosses(side, multiply(terms.stopPrice ?? price, BRACKET_ROOM), price) ? taken : null;
  }
  if (terms.kind === "stop" && !order.triggered) return null;
  if (!crosses(side, limit, price)) return null;
  return rested ? { price: limit, liquidity: "MAKER" } : taken;
}
