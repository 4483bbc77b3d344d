import { z } from "zod";
import { add, isPositive, isZero, type Money, money } from "../../../store/money.ts";
import { timestamp } from "../../../store/time.ts";
import type { ExchangeFill } from "../exchange.ts";
import { figure, idText, type Listed } from "./answerOrder.ts";

const positive = figure.refine(isPositive, "must be above zero");
const fee = z.looseObject({
  cost: money.transform((text): Money => add(text)),
  currency: z.string().nullish(),
});

const unified = z.looseObject({
  id: idText,
  order: idText,
  symbol: z.string().regex(/^[^/]+\/[^/:]+$/, "must be of a spot market"),
  side: z.enum(["buy", "sell"]),
  amount: positive,
  price: positive,
  fee,
  takerOrMaker: z.string().nullish(),
  timestamp,
});

/**
 * One execution as ccxt tells it. A fee in another currency than the quote changes what is held, which no book here
 * follows: such an execution is not understood, and says what to set at the exchange.
 */
export const exchangeFill = unified.transform((each, context): ExchangeFill => {
  const quote = each.symbol.split("/")[1];
  if (!isZero(each.fee.cost) && each.fee.currency !== quote) {
    const message = `its fee was taken in ${each.fee.currency ?? "an unnamed currency"}; have it taken in ${quote} at the exchange`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  }
  return {
    tradeId: each.id,
    venueOrderId: each.order,
    symbol: each.symbol,
    side: each.side,
    lastQuantity: each.amount,
    lastPrice: each.price,
    commission: each.fee.cost,
    liquidity: each.takerOrMaker === "maker" ? "maker" : "taker",
    filledAt: each.timestamp,
  };
});

/** A list of executions. */
export const fillList = z.array(
  exchangeFill.transform((row): Listed<ExchangeFill> => ({
    row,
    at: row.filledAt,
    key: `${row.tradeId} ${row.venueOrderId}`,
  })),
);
