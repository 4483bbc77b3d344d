import { isLess, isMore, isMultiple, type Money, multiply } from "../../src/store/money.ts";
import type { Product, Side } from "./order.ts";
import { crosses } from "./matching.ts";
import type { Terms } from "./terms.ts";

/** Why an order is not taken, as the venue names it; null when it is. Money is looked at after this. */
export function objection(side: Side, terms: Terms, quantity: Money, product: Product, now: number): string | null {
  return (
    productObjection(terms, product) ??
    sizeObjection(terms, quantity, product) ??
    priceObjection(side, terms, product) ??
    (terms.endTime !== null && terms.endTime <= now ? "END_TIME_IS_IN_THE_PAST" : null)
  );
}

function productObjection(terms: Terms, { flags, refuses }: Product): string | null {
  if (flags.trading_disabled || flags.cancel_only || flags.view_only) return "TRADING_DISABLED";
  if (flags.limit_only && terms.kind === "market") return "NOT_ALLOWED_BY_MARKET_STATE";
  if (flags.post_only && !terms.postOnly) return "NOT_ALLOWED_BY_MARKET_STATE";
  if (!refuses.has(terms.kind)) return null;
  return terms.kind === "bracket" ? "BRACKET_ORDER_NOT_SUPPORTED" : "UNSUPPORTED_ORDER_CONFIGURATION";
}

function sizeObjection(terms: Terms, quantity: Money, product: Product): string | null {
  if (!isMultiple(quantity, product.baseIncrement)) return "INVALID_SIZE_PRECISION";
  if (isLess(quantity, product.baseMin)) return "INVALID_BASE_SIZE_TOO_SMALL";
  if (isMore(quantity, product.baseMax)) return "INVALID_BASE_SIZE_TOO_LARGE";
  const notional = multiply(quantity, terms.limitPrice ?? product.price);
  return isLess(notional, product.quoteMin) ? "INVALID_QUOTE_SIZE_TOO_SMALL" : null;
}

function priceObjection(side: Side, terms: Terms, product: Product): string | null {
  const { limitPrice: limit, stopPrice: stop, kind } = terms;
  for (const price of [limit, stop]) {
    if (price !== null && !isMultiple(price, product.priceIncrement)) return "INVALID_PRICE_PRECISION";
  }
  if (terms.postOnly && limit !== null && crosses(side, limit, product.price)) return "INVALID_LIMIT_PRICE_POST_ONLY";
  if (stop === null || limit === null) return null;
  if (kind === "bracket" && side === "BUY") return "INVALID_BRACKET_ORDER_SIDE";
  if (kind === "bracket") return isBetween(product.price, stop, limit) ? null : "INVALID_BRACKET_PRICES";
  if (terms.stopsUp && !isMore(stop, product.price)) return "STOP_PRICE_BELOW_LAST_TRADE_PRICE";
  if (!terms.stopsUp && !isLess(stop, product.price)) return "STOP_PRICE_ABOVE_LAST_TRADE_PRICE";
  if (side === "SELL" && isMore(limit, stop)) return "STOP_PRICE_BELOW_LIMIT_PRICE";
  return side === "BUY" && isLess(limit, stop) ? "STOP_PRICE_ABOVE_LIMIT_PRICE" : null;
}

const isBetween = (price: Money, below: Money, above: Money): boolean => isMore(price, below) && isLess(price, above);
