import type { ForeignOrder } from "../../store/events/foreignListed.ts";
import { idOfName } from "../../store/ids.ts";
import { isLess, isMultiple, isZero, type Money } from "../../store/money.ts";
import type { OrderSpec } from "../../store/words/order.ts";
import { Refusal } from "../contract/refusal.ts";
import type { GateState } from "../mind/state.ts";
import type { Decider } from "./command.ts";
import { adopterOf } from "./external.ts";

/**
 * A stranger's entry becomes a rule's: it takes its share of every limit from here on, its fills are covered with a stop,
 * kill and flatten take it back. It is not sent: it is there already, under the venue's own id.
 */
export const orderAdopt: Decider<"order.adopt"> = (story, { venueOrderId, ruleId, stopPrice }) => {
  const order = story.state.foreignOrders.find((each) => each.venueOrderId === venueOrderId);
  if (order === undefined) throw new Refusal("UNKNOWN_ID", `no foreign order ${venueOrderId}; see \`trade status\``);
  const rule = adopterOf(story.state, ruleId, order.symbol);
  const limitPrice = entryPriceOf(story.state, order, stopPrice);
  const spec = specOf(order, { ruleId, ruleVersion: rule.version, limitPrice, stopPrice });
  if (story.state.ended[spec.clientOrderId] !== undefined || story.state.orders[spec.clientOrderId] !== undefined) {
    throw new Refusal("NOT_ALLOWED_NOW", `order ${venueOrderId} was adopted before`);
  }
  story.tell("order.reserved", spec);
  story.tell("order.accepted", { clientOrderId: spec.clientOrderId, venueOrderId });
  const orders = story.state.foreignOrders.filter((each) => each !== order);
  story.tell("foreign.listed", { orders: [...orders] });
};

/** What it buys at. @throws Refusal on what is no entry that a stop can protect. */
function entryPriceOf({ instruments }: GateState, order: ForeignOrder, stopPrice: Money): Money {
  const no = (message: string): never => {
    throw new Refusal("NOT_ALLOWED_NOW", message);
  };
  const { side, symbol, limitPrice, stopPrice: trigger, filledQuantity, venueOrderId } = order;
  const increment = instruments[symbol]?.priceIncrement;
  if (side !== "buy" || trigger !== null || limitPrice === null) {
    return no(`order ${venueOrderId} is no entry at a limit: only those are adopted`);
  }
  if (!isZero(filledQuantity)) no("it has filled in part: `trade adopt SYMBOL` takes what it bought, cancel the rest");
  if (increment === undefined || !isMultiple(stopPrice, increment)) no(`${stopPrice} is no multiple of ${increment}`);
  if (!isLess(stopPrice, limitPrice)) no(`a stop at ${stopPrice} is not below its price, ${limitPrice}`);
  return limitPrice;
}

type Taken = Pick<OrderSpec, "ruleId" | "ruleVersion"> & { readonly limitPrice: Money; readonly stopPrice: Money };

/** Its id here is made of the venue's, so that the same order is adopted once. */
function specOf({ venueOrderId, symbol, side, quantity }: ForeignOrder, taken: Taken): OrderSpec {
  const clientOrderId = idOfName(`adopted ${venueOrderId}`);
  return {
    clientOrderId,
    positionId: clientOrderId,
    intentId: null,
    ruleId: taken.ruleId,
    ruleVersion: taken.ruleVersion,
    symbol,
    role: "entry",
    side,
    type: "limit",
    quantity,
    limitPrice: taken.limitPrice,
    collarPrice: null,
    stopPrice: null,
    targetPrice: null,
    protection: { stopPrice: taken.stopPrice, targetPrice: null },
    timeInForce: "gtc",
    expiresAt: null,
    attempt: 0,
    reason: "adopted",
  };
}
