import { divide, isPositive } from "../../../src/store/money.ts";
import type { Fill, Order, Product, Status } from "../order.ts";
import { assetOf, pairAltname, pairOf } from "./names.ts";

const STATUSES: Readonly<Partial<Record<Status, string>>> = {
  PENDING: "pending",
  OPEN: "open",
  CANCEL_QUEUED: "open",
  FILLED: "closed",
  CANCELLED: "canceled",
  EXPIRED: "expired",
};
const KINDS = { market: "market", limit: "limit", stop: "stop-loss", bracket: "stop-loss" } as const;
const PLACES = 10;

const seconds = (at: number): number => at / 1_000;
const decimals = (increment: string): number => increment.split(".")[1]?.length ?? 0;

/** An order as Kraken writes it, without its id, which is the key it stands under. */
export function orderJson(order: Order) {
  const { terms, side, productId, quantity } = order;
  const price = terms.stopPrice ?? terms.limitPrice ?? "0";
  const ordertype = KINDS[terms.kind];
  return {
    refid: null,
    userref: null,
    cl_ord_id: order.clientOrderId,
    status: STATUSES[order.status] ?? order.status.toLowerCase(),
    reason: order.message === "" ? null : order.message,
    opentm: seconds(order.createdAt),
    starttm: 0,
    expiretm: terms.endTime === null ? 0 : seconds(terms.endTime),
    descr: {
      pair: pairAltname(productId),
      type: side.toLowerCase(),
      ordertype,
      price,
      price2: "0",
      leverage: "none",
      order: `${side.toLowerCase()} ${quantity} ${pairAltname(productId)} @ ${ordertype} ${price}`,
      close: "",
    },
    vol: quantity,
    vol_exec: order.filled,
    cost: order.cost,
    fee: order.fees,
    price: isPositive(order.filled) ? divide(order.cost, order.filled, PLACES) : "0",
    stopprice: "0.00000",
    limitprice: "0.00000",
    misc: "",
    oflags: "fciq",
  };
}

/** A trade as Kraken writes it. */
export const tradeJson = (fill: Fill) => ({
  ordertxid: fill.orderId,
  postxid: "TKH2SE-M7IF5-CFI7LT",
  pair: pairOf(fill.productId),
  time: seconds(fill.at),
  type: fill.side.toLowerCase(),
  ordertype: "limit",
  price: fill.price,
  cost: "0",
  fee: fill.commission,
  vol: fill.size,
  margin: "0.00000",
  misc: "",
  trade_id: fill.n,
  maker: fill.liquidity === "MAKER",
});

/** A pair as Kraken writes it. */
export const pairJson = (product: Product) => ({
  altname: pairAltname(product.id),
  wsname: product.id.replace("-", "/"),
  aclass_base: "currency",
  base: assetOf(product.base),
  aclass_quote: "currency",
  quote: assetOf(product.quote),
  lot: "unit",
  pair_decimals: decimals(product.priceIncrement),
  lot_decimals: decimals(product.baseIncrement),
  lot_multiplier: 1,
  leverage_buy: [],
  leverage_sell: [],
  fees: [[0, 0.6]],
  fees_maker: [[0, 0.4]],
  fee_volume_currency: "ZUSD",
  margin_call: 80,
  margin_stop: 40,
  ordermin: product.baseMin,
  costmin: product.quoteMin,
  tick_size: product.priceIncrement,
  status: product.flags.trading_disabled === true ? "cancel_only" : "online",
});
