import { add, bpsOf, isEqual, type Money, roundTo, subtract } from "../../../store/money.ts";
import type { OrderSpec } from "../../../store/words/order.ts";
import type { Dialect, Params } from "./dialects.ts";
import type { Line } from "./line.ts";
import type { StopForm } from "./stopForm.ts";
import type { Traits } from "./traits.ts";

/** The arguments of ccxt's createOrder. */
export type OrderCall = readonly [
  symbol: string,
  type: "market" | "limit",
  side: "buy" | "sell",
  amount: Money,
  price: Money | undefined,
  params: Params,
];

/** What an order needs beyond itself to be written for an exchange. */
export interface CallTerms {
  readonly dialect: Dialect;
  readonly traits: Traits;
  readonly priceIncrement: Money | undefined;
  /** Null: no stop can rest there. */
  readonly stop: StopForm | null;
  /** How far beyond its stop price a stop with a limit may still trade, in basis points of that price. */
  readonly slackBps: number;
}

/** The order in ccxt's words, or why it cannot be said in them: then it is not sent. */
export function orderCall(spec: OrderSpec, terms: CallTerms): OrderCall | string {
  switch (spec.type) {
    case "market":
      return marketOf(spec, terms);
    case "limit":
      return limitOf(spec, terms);
    case "stop":
      return stopOf(spec, terms);
    case "bracket":
      return "no order with a stop and a target is known for this exchange: the gate watches the target";
  }
}

/**
 * Whether the exchange would be sent just these figures: ccxt cuts amounts and rounds prices to the exchange's steps
 * without a word. Names the figure that it would change, null when it would change none.
 */
export function changed(line: Pick<Line, "written">, [symbol, , , amount, price, params]: OrderCall): string | null {
  const stop = params["stopLossPrice"];
  const prices = [price, stop].filter((each) => typeof each === "string");
  const figures = [["amount", amount], ...prices.map((each) => ["price", each])] as ["amount" | "price", Money][];
  for (const [what, value] of figures) {
    const written = line.written(what, symbol, value);
    if (written === null || !isEqual(written, value))
      return `it would be sent with the ${what} ${written}, not ${value}`;
  }
  return null;
}

/** With a collar it is a limit order that takes what there is and expires; without one only a sell has a size in base. */
function marketOf(spec: OrderSpec, terms: CallTerms): OrderCall | string {
  const { collarPrice, side } = spec;
  if (collarPrice !== null) return called(spec, terms, "limit", collarPrice, { timeInForce: "IOC" });
  if (side === "buy") return "exchanges take market buys by amount of money: a market buy needs a collar price";
  return called(spec, terms, "market", undefined, {});
}

function limitOf(spec: OrderSpec, terms: CallTerms): OrderCall | string {
  const { limitPrice, timeInForce, expiresAt } = spec;
  if (limitPrice === null) return "a limit order needs a limit price";
  switch (timeInForce) {
    case "gtc":
      return called(spec, terms, "limit", limitPrice, {});
    case "gtd":
      if (expiresAt === null) return "a limit order that is good till a date needs that date";
      // Resting without a date it would outlive a gate that died.
      if (terms.dialect.goodTill === null) return "no order that is good till a date is known for this exchange";
      return called(spec, terms, "limit", limitPrice, terms.dialect.goodTill(expiresAt));
    case "ioc":
      return called(spec, terms, "limit", limitPrice, { timeInForce: "IOC" });
    case "fok":
      if (!terms.traits.takesFok) return "this exchange takes no orders that are filled whole or not at all";
      return called(spec, terms, "limit", limitPrice, { timeInForce: "FOK" });
  }
}

function stopOf(spec: OrderSpec, terms: CallTerms): OrderCall | string {
  const { side, stopPrice, timeInForce, symbol } = spec;
  const { stop, slackBps, priceIncrement } = terms;
  if (stopPrice === null) return "a stop needs a stop price";
  if (timeInForce !== "gtc") return "a stop rests until it is canceled (gtc)";
  if (stop === null) return "no stop can rest at this exchange: the gate runs it";
  const params = { stopLossPrice: stopPrice };
  if (stop === "market") return called(spec, terms, "market", undefined, params);
  if (priceIncrement === undefined) return `the price increment of ${symbol} is not known`;
  const slack = bpsOf(stopPrice, slackBps);
  const price =
    side === "sell"
      ? roundTo(subtract(stopPrice, slack), priceIncrement, "down")
      : roundTo(add(stopPrice, slack), priceIncrement, "up");
  return called(spec, terms, "limit", price, params);
}

const called = (
  { symbol, side, quantity, clientOrderId }: OrderSpec,
  { dialect }: CallTerms,
  type: "market" | "limit",
  price: Money | undefined,
  params: Params,
): OrderCall => [symbol, type, side, quantity, price, { ...dialect.always, ...params, clientOrderId }];
