import type { InstrumentFacts } from "../../../store/market/instruments.ts";
import { divide, type Money, most, percentOf, roundTo } from "../../../store/money.ts";
import type { Answer } from "../exchange.ts";
import { lastPrice } from "./lastPrice.ts";
import type { OrderBody, OrderConfiguration } from "./orderBody.ts";
import { previewOf } from "./preview.ts";
import { productIdOf } from "./productId.ts";
import { reasonKind } from "./reasons.ts";
import type { Ask } from "./wire.ts";

/** Whether a stop can rest at the exchange, or must be watched by the gate alone; `why` in the exchange's words. */
export interface Capability {
  readonly rests: "EXCHANGE" | "GATE-ONLY";
  readonly why: string;
}
export interface Capabilities {
  readonly stop: Capability;
  readonly bracket: Capability;
}

/**
 * Whether stop-limit and bracket orders can rest in a product: sources differ, so that the venue is asked with orders
 * that are not sent, a few percent from the last price. Short funds are no objection to the kind; anything else is.
 */
export async function capabilities(ask: Ask, facts: InstrumentFacts): Promise<Answer<Capabilities>> {
  const last = await lastPrice(ask, facts.symbol);
  if (!last.known) return last;
  const at = (percent: number): Money => roundTo(percentOf(last.value, percent), facts.priceIncrement, "nearest");
  const enough = roundTo(divide(percentOf(facts.minNotional, 120), last.value), facts.quantityIncrement, "up");
  const base_size = most(facts.minQuantity, enough);
  const stop = await probe(ask, facts.symbol, {
    stop_limit_stop_limit_gtc: {
      base_size,
      limit_price: at(94),
      stop_price: at(95),
      stop_direction: "STOP_DIRECTION_STOP_DOWN",
    },
  });
  if (!stop.known) return stop;
  const bracket = await probe(ask, facts.symbol, {
    trigger_bracket_gtc: { base_size, limit_price: at(105), stop_trigger_price: at(95) },
  });
  return bracket.known ? { known: true, value: { stop: stop.value, bracket: bracket.value } } : bracket;
}

async function probe(ask: Ask, symbol: string, order_configuration: OrderConfiguration): Promise<Answer<Capability>> {
  const body: Omit<OrderBody, "client_order_id"> = {
    product_id: productIdOf(symbol),
    side: "SELL",
    order_configuration,
  };
  const answer = await previewOf(ask, body);
  if (!answer.known) return answer;
  const objections = answer.value.errors.filter((code) => reasonKind(code) !== "funds");
  return {
    known: true,
    value: { rests: objections.length === 0 ? "EXCHANGE" : "GATE-ONLY", why: answer.value.errors.join(", ") },
  };
}
