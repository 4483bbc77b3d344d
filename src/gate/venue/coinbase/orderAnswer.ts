import { z } from "zod";
import { divide, isPositive, type Money } from "../../../store/money.ts";
import type { ExchangeOrder } from "../exchange.ts";
import { maybeSize, venueId } from "./amount.ts";
import { symbolOf } from "./productId.ts";
import { STATUSES } from "./statuses.ts";

const MAX_DETAIL = 160;
const said = z.string().nullish();

/** The fields of whichever kind of order it is: a stop names its price `stop_price`, a bracket `stop_trigger_price`. */
const terms = z.looseObject({
  base_size: maybeSize,
  quote_size: maybeSize,
  limit_price: maybeSize,
  stop_price: maybeSize,
  stop_trigger_price: maybeSize,
});

const wireOrder = z.looseObject({
  order_id: venueId,
  client_order_id: z.string().nullish(),
  product_id: z.string().min(1),
  side: z.enum(["BUY", "SELL"]),
  status: z.string(),
  order_configuration: z.record(z.string(), terms.nullable()).nullish(),
  filled_size: maybeSize,
  cancel_message: said,
  reject_reason: said,
  reject_message: said,
  trigger_status: said,
});
type WireOrder = z.infer<typeof wireOrder>;

/**
 * An order as Coinbase lists it. One in a state that is not in the table, or that is filled with nothing, is not
 * understood: nothing is made of it.
 */
export const exchangeOrder = wireOrder.transform((order, context): ExchangeOrder => {
  const issue = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  const status = STATUSES[order.status];
  if (status === undefined || status === null) return issue(`the state ${order.status.slice(0, 40)} says nothing`);
  const filledQuantity = order.filled_size ?? "0";
  if (status === "filled" && !isPositive(filledQuantity)) return issue("it is filled, with nothing");
  const form = Object.values(order.order_configuration ?? {}).find((each) => each !== null);
  const limitPrice = priceOf(form?.limit_price);
  return {
    clientOrderId: order.client_order_id || null,
    venueOrderId: order.order_id,
    symbol: symbolOf(order.product_id),
    side: order.side === "BUY" ? "buy" : "sell",
    quantity: form?.base_size ?? quantityFor(form?.quote_size, limitPrice) ?? filledQuantity,
    filledQuantity,
    limitPrice,
    stopPrice: priceOf(form?.stop_price ?? form?.stop_trigger_price),
    status,
    detail: detailOf(order),
  };
});

const priceOf = (price: Money | null | undefined): Money | null =>
  price !== null && price !== undefined && isPositive(price) ? price : null;

/** An order by amount of money is as large as that buys at its limit; at the market it is as large as what it filled. */
const quantityFor = (money: Money | null | undefined, limit: Money | null): Money | null =>
  money === null || money === undefined || limit === null ? null : divide(money, limit);

/** "CANCELLED: User requested cancel"; "OPEN: STOP_TRIGGERED" of a stop that was jumped and is not filled. */
function detailOf(order: WireOrder): string {
  const reason = order.reject_reason === "REJECT_REASON_UNSPECIFIED" ? "" : order.reject_reason;
  const triggered = order.trigger_status === "STOP_TRIGGERED" ? order.trigger_status : "";
  const words = [triggered, order.cancel_message, reason, order.reject_message].filter((word) => word);
  return [order.status, ...words].join(": ").replaceAll(/\s+/g, " ").slice(0, MAX_DETAIL);
}
