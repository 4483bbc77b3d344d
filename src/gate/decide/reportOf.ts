import { absolute, isLess, type Money, subtract } from "../../store/money.ts";
import type { FillReport, OrderSpec } from "../../store/words/order.ts";
import type { ExchangeFill } from "../venue/exchange.ts";

/** An execution that a venue tells of, as it is booked. */
export const reportOf = (spec: OrderSpec, fill: ExchangeFill): FillReport => ({
  clientOrderId: spec.clientOrderId,
  tradeId: fill.tradeId,
  lastQuantity: fill.lastQuantity,
  lastPrice: fill.lastPrice,
  commission: fill.commission,
  liquidity: fill.liquidity,
  trigger: triggerOf(spec, fill.lastPrice),
  filledAt: fill.filledAt,
});

/** What made it fill. Of a bracket no venue says it: the price that lies nearer did. */
function triggerOf({ type, stopPrice, targetPrice }: OrderSpec, price: Money): FillReport["trigger"] {
  if (type !== "bracket") return type;
  const distance = (to: Money | null): Money => absolute(subtract(price, to ?? "0"));
  return isLess(distance(targetPrice), distance(stopPrice)) ? "target" : "stop";
}
