import { bpsOf, fromNumber, type Money, multiply, roundTo } from "../money.ts";
import { type CostModel, commissionBps, type Fill } from "./fill.ts";

/** Commission is booked to this many decimals, rounded against the account. */
const COMMISSION_STEP = "0.00000001";

/**
 * A modeled fill as money: the price on the instrument's grid (a taker's rounded against it, a maker's own limit as it
 * is) and the commission on the notional. Paper venue and backtest both settle here, so that they agree to the last digit.
 */
export function settleFill(
  fill: Fill,
  side: "buy" | "sell",
  quantity: Money,
  priceIncrement: Money,
  costs: CostModel,
): { readonly lastPrice: Money; readonly commission: Money } {
  const against = side === "buy" ? "up" : "down";
  const lastPrice = roundTo(fromNumber(fill.price), priceIncrement, fill.liquidity === "taker" ? against : "nearest");
  const commission = roundTo(bpsOf(multiply(lastPrice, quantity), commissionBps(fill, costs)), COMMISSION_STEP, "up");
  return { lastPrice, commission };
}
