import { z } from "zod";
import type { InstrumentFacts } from "../../../store/market/instruments.ts";
import { isPositive } from "../../../store/money.ts";
import type { Timestamp } from "../../../store/time.ts";
import type { Answer } from "../exchange.ts";
import { size } from "./amount.ts";
import { answerOf } from "./heard.ts";
import { productIdOf } from "./productId.ts";
import type { Ask } from "./wire.ts";

const positive = size.refine(isPositive, "must be above zero");
const flag = z.boolean().optional();
const product = z.looseObject({
  product_id: z.string(),
  base_currency_id: z.string().min(1),
  quote_currency_id: z.string().min(1),
  base_increment: positive,
  quote_increment: positive,
  price_increment: positive.optional(),
  base_min_size: size,
  base_max_size: positive,
  quote_min_size: size,
  status: z.string().optional(),
  is_disabled: flag,
  trading_disabled: flag,
  cancel_only: flag,
  limit_only: flag,
  post_only: flag,
  view_only: flag,
});
type Product = z.infer<typeof product>;
const answer = z.looseObject({ products: z.array(product) });

/** What Coinbase lets everybody trade of these symbols, as it says at `now`; one that it does not list is left out. */
export async function products(
  ask: Ask,
  symbols: readonly string[],
  now: Timestamp,
): Promise<Answer<readonly InstrumentFacts[]>> {
  const ids = new Set(symbols.map(productIdOf));
  const found = answerOf(await ask("products", { product_ids: [...ids] }), answer);
  if (!found.known) return found;
  const wanted = found.value.products.filter(({ product_id }) => ids.has(product_id));
  return { known: true, value: wanted.map((each) => factsOf(each, now)) };
}

const factsOf = (each: Product, asOf: Timestamp): InstrumentFacts => ({
  symbol: `${each.base_currency_id}/${each.quote_currency_id}`,
  base: each.base_currency_id,
  quote: each.quote_currency_id,
  priceIncrement: each.price_increment ?? each.quote_increment,
  quantityIncrement: each.base_increment,
  minQuantity: each.base_min_size,
  maxQuantity: each.base_max_size,
  minNotional: each.quote_min_size,
  status: statusOf(each),
  derivative: { kind: "spot" },
  asOf,
});

/** The narrowest of what is said of it. */
function statusOf(each: Product): InstrumentFacts["status"] {
  const isOffline = each.status !== undefined && each.status !== "" && each.status !== "online";
  if (each.is_disabled || each.trading_disabled || isOffline) return "disabled";
  if (each.view_only) return "view_only";
  if (each.cancel_only) return "cancel_only";
  if (each.post_only) return "post_only";
  return each.limit_only ? "limit_only" : "online";
}
