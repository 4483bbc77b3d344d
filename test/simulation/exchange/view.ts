import type { ExchangeOrder } from "../../../src/gate/venue/exchange.ts";
import type { BookOrder } from "./order.ts";

/** An order as the exchange tells of it. */
export const seen = ({ venueOrderId, clientOrderId, terms, filled, status, detail }: BookOrder): ExchangeOrder => ({
  clientOrderId,
  venueOrderId,
  symbol: terms.symbol,
  side: terms.side,
  quantity: terms.quantity,
  filledQuantity: filled,
  limitPrice: terms.limitPrice,
  stopPrice: terms.stopPrice,
  status,
  detail,
});
