import { add, bpsOf, type Money, roundTo, subtract } from "../../../store/money.ts";
import type { OrderSpec } from "../../../store/words/order.ts";
import { productIdOf } from "./productId.ts";

type Fields = Readonly<Record<string, string | boolean>>;
/** One key, which names the kind, with the fields of that kind: `{"limit_limit_gtc": {…}}`. */
export type OrderConfiguration = Readonly<Record<string, Fields>>;

/** The body of `POST /orders`. */
export interface OrderBody {
  /** Ours. ccxt's unified calls replace it with one of their own: then sending again would double the order. */
  readonly client_order_id: string;
  readonly product_id: string;
  readonly side: "BUY" | "SELL";
  readonly order_configuration: OrderConfiguration;
}

/** What an order needs beyond itself to be written for Coinbase, which has no stop at the market. */
export interface BodyTerms {
  readonly priceIncrement: Money | undefined;
  /** How far beyond its stop price a stop may still sell (or buy), in basis points of that price. */
  readonly slackBps: number;
  /** Whether the venue is to refuse a resting order that would trade at once. */
  readonly postOnly: boolean;
}

/** The order in Coinbase's words, or why it cannot be said in them: then it is not sent. */
export function orderBody(spec: OrderSpec, terms: BodyTerms): OrderBody | string {
  const configuration = configurationOf(spec, terms);
  if (typeof configuration === "string") return configuration;
  return {
    client_order_id: spec.clientOrderId,
    product_id: productIdOf(spec.symbol),
    side: spec.side === "buy" ? "BUY" : "SELL",
    order_configuration: configuration,
  };
}

function configurationOf(spec: OrderSpec, terms: BodyTerms): OrderConfiguration | string {
  switch (spec.type) {
    case "market":
      return marketOf(spec);
    case "limit":
      return limitOf(spec, terms);
    case "stop":
      return stopOf(spec, terms);
    case "bracket":
      return bracketOf(spec);
  }
}

/** With a collar it is a limit order that takes what there is and expires; without one only a sell has a size in base. */
function marketOf({ side, quantity: base_size, collarPrice }: OrderSpec): OrderConfiguration | string {
  if (collarPrice !== null) return { sor_limit_ioc: { base_size, limit_price: collarPrice } };
  if (side === "buy") return "Coinbase sells at the market by amount of money: a market buy needs a collar price";
  return { market_market_ioc: { base_size } };
}

function limitOf(spec: OrderSpec, { postOnly: post_only }: BodyTerms): OrderConfiguration | string {
  const { quantity: base_size, limitPrice: limit_price, timeInForce, expiresAt } = spec;
  if (limit_price === null) return "a limit order needs a limit price";
  switch (timeInForce) {
    case "gtc":
      return { limit_limit_gtc: { base_size, limit_price, post_only } };
    case "gtd":
      if (expiresAt === null) return "a limit order that is good till a date needs that date";
      return {
        limit_limit_gtd: { base_size, limit_price, end_time: new Date(expiresAt).toISOString(), post_only },
      };
    case "ioc":
      return { sor_limit_ioc: { base_size, limit_price } };
    case "fok":
      return { limit_limit_fok: { base_size, limit_price } };
  }
}

/** STOP_DOWN is what protects a position that was bought; STOP_UP on a sell would be a take-profit. */
function stopOf(spec: OrderSpec, { priceIncrement, slackBps }: BodyTerms): OrderConfiguration | string {
  const { side, quantity: base_size, stopPrice: stop_price } = spec;
  if (stop_price === null) return "a stop needs a stop price";
  if (spec.timeInForce !== "gtc") return "a stop rests until it is canceled (gtc)";
  if (priceIncrement === undefined) return `the price increment of ${spec.symbol} is not known`;
  const slack = bpsOf(stop_price, slackBps);
  const limit_price =
    side === "sell"
      ? roundTo(subtract(stop_price, slack), priceIncrement, "down")
      : roundTo(add(stop_price, slack), priceIncrement, "up");
  const stop_direction = side === "sell" ? "STOP_DIRECTION_STOP_DOWN" : "STOP_DIRECTION_STOP_UP";
  return { stop_limit_stop_limit_gtc: { base_size, limit_price, stop_price, stop_direction } };
}

function bracketOf(spec: OrderSpec): OrderConfiguration | string {
  const { quantity: base_size, targetPrice: limit_price, stopPrice: stop_trigger_price } = spec;
  if (limit_price === null || stop_trigger_price === null) return "a bracket needs a target price and a stop price";
  if (spec.timeInForce !== "gtc") return "a bracket rests until it is canceled (gtc)";
  return { trigger_bracket_gtc: { base_size, limit_price, stop_trigger_price } };
}
