import { z } from "zod";
import { add, isLess, isPositive, isZero, type Money, nonNegativeMoney } from "../../../store/money.ts";
import { timestamp } from "../../../store/time.ts";
import type { ExchangeOrder } from "../exchange.ts";

const MAX_DETAIL = 160;
/** A figure as ccxt gives it when told to keep strings, without zeros that say nothing. */
export const figure = nonNegativeMoney.transform((text): Money => add(text));
const maybeFigure = figure.nullish().transform((value): Money | null => value ?? null);
export const idText = z.string().min(1).max(100);

const unified = z.looseObject({
  id: idText,
  clientOrderId: z.string().nullish(),
  symbol: z.string().min(1),
  side: z.enum(["buy", "sell"]),
  status: z.string().nullish(),
  amount: maybeFigure,
  filled: maybeFigure,
  price: maybeFigure,
  stopLossPrice: maybeFigure,
  triggerPrice: maybeFigure,
  timestamp: timestamp.nullish(),
});
type Unified = z.infer<typeof unified>;

/** ccxt's states, as far as they say something. Whatever else it passes through is the exchange's own, and not known. */
const STATUSES: Readonly<Record<string, ExchangeOrder["status"]>> = {
  open: "open",
  canceling: "open",
  closed: "filled",
  canceled: "canceled",
  expired: "expired",
  rejected: "rejected",
};

/** An order with the time it was placed, where the exchange says that: lists are leafed through by it. */
export interface Listed<Row> {
  readonly row: Row;
  readonly key: string;
  readonly at: number | null;
}

/** An order as ccxt tells it. One whose state or size is not said, or contradicts itself, is not understood. */
export const exchangeOrder = unified.transform((order, context): ExchangeOrder => {
  const issue = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  const status = STATUSES[order.status ?? ""];
  const { amount, filled } = order;
  if (status === undefined) return issue(`the state ${String(order.status).slice(0, 40)} says nothing`);
  if (amount === null || filled === null) return issue("it does not say its amount and what of it is filled");
  if (isLess(amount, filled)) return issue("more of it is filled than was asked for");
  // "Closed" is how many exchanges call an order that ended, filled or not.
  if (status === "filled" && (isLess(filled, amount) || isZero(filled))) return issue("it is closed, and not filled");
  return orderOf(order, status, amount, filled);
});

const orderOf = (
  order: Unified,
  status: ExchangeOrder["status"],
  quantity: Money,
  filledQuantity: Money,
): ExchangeOrder => ({
  clientOrderId: ourIdIn(order.clientOrderId ?? "") ?? (order.clientOrderId || null),
  venueOrderId: order.id,
  symbol: order.symbol,
  side: order.side,
  quantity,
  filledQuantity,
  limitPrice: priceOf(order.price),
  stopPrice: priceOf(order.stopLossPrice ?? order.triggerPrice),
  status,
  detail: (order.status ?? "").slice(0, MAX_DETAIL),
});

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;

/** An id of the form that ours have, out of what an exchange made of it ("t-…" before it, say); null when none is in it. */
export const ourIdIn = (text: string): string | null => UUID.exec(text)?.[0].toLowerCase() ?? null;

const priceOf = (price: Money | null): Money | null => (price !== null && isPositive(price) ? price : null);

const at = z.looseObject({ timestamp: timestamp.nullish() });
/** A list of orders. */
export const orderList = z.array(
  z
    .unknown()
    .transform((raw) => ({ row: raw, at: at.parse(raw).timestamp ?? null }))
    .pipe(z.object({ row: exchangeOrder, at: z.number().nullable() }))
    .transform(({ row, at }): Listed<ExchangeOrder> => ({ row, at, key: row.venueOrderId })),
);
