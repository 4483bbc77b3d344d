import { divide, isPositive, subtract } from "../../src/store/money.ts";
import type { Engine } from "./engine.ts";
import type { Fill, Order, Product } from "./order.ts";

const ORDER_TYPES = { market: "MARKET", limit: "LIMIT", stop: "STOP_LIMIT", bracket: "BRACKET" } as const;
const TIMES_IN_FORCE = {
  GTC: "GOOD_UNTIL_CANCELLED",
  GTD: "GOOD_UNTIL_DATE_TIME",
  IOC: "IMMEDIATE_OR_CANCEL",
  FOK: "FILL_OR_KILL",
} as const;
const iso = (at: number): string => new Date(at).toISOString();

/** An order as Coinbase writes it. */
export const orderJson = (order: Order) => ({
  order_id: order.orderId,
  product_id: order.productId,
  user_id: "2222-000000-000000",
  order_configuration: order.terms.configuration,
  side: order.side,
  client_order_id: order.clientOrderId,
  status: order.status,
  time_in_force: TIMES_IN_FORCE[order.terms.timeInForce],
  created_time: iso(order.createdAt),
  filled_size: order.filled,
  average_filled_price: isPositive(order.filled) ? divide(order.cost, order.filled) : "0",
  filled_value: order.cost,
  total_fees: order.fees,
  fee: "",
  pending_cancel: order.status === "CANCEL_QUEUED",
  size_in_quote: order.terms.quoteSize !== null,
  order_type: ORDER_TYPES[order.terms.kind],
  trigger_status:
    order.terms.stopPrice === null ? "INVALID_ORDER_TYPE" : order.triggered ? "STOP_TRIGGERED" : "STOP_PENDING",
  reject_reason: "REJECT_REASON_UNSPECIFIED",
  reject_message: "",
  cancel_message: order.status === "CANCELLED" ? order.message : "",
  product_type: "SPOT",
});

/** A fill as Coinbase writes it. */
export const fillJson = (fill: Fill) => ({
  entry_id: `entry-${fill.n}`,
  trade_id: fill.tradeId,
  order_id: fill.orderId,
  trade_time: iso(fill.at),
  trade_type: "FILL",
  price: fill.price,
  size: fill.size,
  commission: fill.commission,
  product_id: fill.productId,
  sequence_timestamp: iso(fill.at),
  liquidity_indicator: fill.liquidity,
  size_in_quote: false,
  side: fill.side,
});

/** The wallet of a currency as Coinbase writes it. */
export const accountJson = (engine: Engine, currency: string) => {
  const hold = engine.held(currency);
  return {
    uuid: `wallet-${currency}`,
    name: `${currency} Wallet`,
    currency,
    available_balance: { value: subtract(engine.account.total(currency), hold), currency },
    hold: { value: hold, currency },
    type: /^(USD|EUR|GBP)$/.test(currency) ? "ACCOUNT_TYPE_FIAT" : "ACCOUNT_TYPE_CRYPTO",
    active: true,
    ready: true,
  };
};

/** A product as Coinbase writes it. */
export const productJson = (product: Product) => ({
  product_id: product.id,
  price: product.price,
  base_currency_id: product.base,
  quote_currency_id: product.quote,
  product_type: "SPOT",
  base_increment: product.baseIncrement,
  quote_increment: product.priceIncrement,
  price_increment: product.priceIncrement,
  base_min_size: product.baseMin,
  base_max_size: product.baseMax,
  quote_min_size: product.quoteMin,
  quote_max_size: "50000000",
  trading_disabled: false,
  cancel_only: false,
  limit_only: false,
  post_only: false,
  view_only: false,
  is_disabled: false,
  ...product.flags,
  status: "online",
});
