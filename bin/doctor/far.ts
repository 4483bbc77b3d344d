import type { InstrumentFacts } from "../../src/store/market/instruments.ts";
import { divide, least, type Money, most, multiply, percentOf, roundTo } from "../../src/store/money.ts";
import type { Timestamp } from "../../src/store/time.ts";
import type { Id } from "../../src/store/ids.ts";
import type { OrderSpec } from "../../src/store/words/order.ts";

/** Half of what it trades at: far from any trade that could meet it. */
const PRICE_PCT = 50;
/** A little above the venue's least, so that rounding does not make it too small. */
const VALUE_PCT = 110;
/** Whatever becomes of this machine, the venue ends the order by then. */
const LIVES_MS = 10 * 60_000;

/** The smallest buy there is at half the price: it rests, trades with nobody, and ends by itself after ten minutes. */
export function farOrder(facts: InstrumentFacts, last: Money, clientOrderId: Id, now: Timestamp): OrderSpec {
  const limitPrice = roundTo(percentOf(last, PRICE_PCT), facts.priceIncrement, "up");
  const enough = roundTo(divide(percentOf(facts.minNotional, VALUE_PCT), limitPrice), facts.quantityIncrement, "up");
  return {
    clientOrderId,
    positionId: clientOrderId,
    intentId: null,
    ruleId: "doctor",
    ruleVersion: 1,
    symbol: facts.symbol,
    role: "entry",
    side: "buy",
    type: "limit",
    quantity: least(most(facts.minQuantity, enough), facts.maxQuantity),
    limitPrice,
    collarPrice: null,
    stopPrice: null,
    targetPrice: null,
    protection: null,
    timeInForce: "gtd",
    expiresAt: now + LIVES_MS,
    attempt: 0,
    reason: "trade doctor --one-order",
  };
}

/** What it is worth, in the quote currency. */
export const worthOf = ({ quantity, limitPrice }: OrderSpec): Money => multiply(quantity, limitPrice ?? "0");
