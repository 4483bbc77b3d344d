import { z } from "zod";
import { divide, isPositive } from "../../../store/money.ts";
import type { Timestamp } from "../../../store/time.ts";
import type { Answer, ExchangeFill } from "../exchange.ts";
import { amount, size, time, venueId } from "./amount.ts";
import { answerOf } from "./heard.ts";
import { allPages, type Page } from "./pages.ts";
import { symbolOf } from "./productId.ts";
import type { Ask } from "./wire.ts";

const PAGE = "100";

const positive = size.refine(isPositive, "must be above zero");
/** `trade_type` says FILL unless an execution was taken back or mended, which no order of ours can follow. */
const fill = z
  .looseObject({
    trade_id: venueId,
    order_id: venueId,
    product_id: z.string().min(1),
    side: z.enum(["BUY", "SELL"]),
    price: positive,
    size: positive,
    size_in_quote: z.boolean().optional(),
    commission: amount,
    liquidity_indicator: z.string().optional(),
    trade_time: time,
    trade_type: z.literal("FILL", "an execution was taken back or mended: compare the account by hand").optional(),
  })
  .transform((each): ExchangeFill => ({
    tradeId: each.trade_id,
    venueOrderId: each.order_id,
    symbol: symbolOf(each.product_id),
    side: each.side === "BUY" ? "buy" : "sell",
    lastQuantity: each.size_in_quote === true ? divide(each.size, each.price) : each.size,
    lastPrice: each.price,
    commission: each.commission,
    liquidity: each.liquidity_indicator === "MAKER" ? "maker" : "taker",
    filledAt: each.trade_time,
  }));

/** This list has no `has_next`: it ends with a page that is empty or names no other. */
const page = z
  .looseObject({ fills: z.array(fill), cursor: z.string().nullish() })
  .transform(({ fills, cursor }): Page<ExchangeFill> => ({
    rows: fills,
    next: fills.length === 0 ? null : cursor || null,
  }));

/** Every execution at or after `since`, each once, oldest first. */
export async function fillsSince(ask: Ask, since: Timestamp): Promise<Answer<readonly ExchangeFill[]>> {
  const start_sequence_timestamp = new Date(since).toISOString();
  const answer = await allPages(async (cursor) => {
    const at = cursor === null ? {} : { cursor };
    return answerOf(await ask("fills", { start_sequence_timestamp, limit: PAGE, ...at }), page);
  });
  if (!answer.known) return answer;
  // Newest first at the venue, and of one moment the later ones too: turned over before they are sorted.
  const once = new Map(answer.value.toReversed().map((each) => [`${each.tradeId} ${each.venueOrderId}`, each]));
  const value = [...once.values()]
    .filter(({ filledAt }) => filledAt >= since)
    .toSorted((a, b) => a.filledAt - b.filledAt);
  return { known: true, value };
}
