import { z } from "zod";
import { MAX_SEEN, type SeenPosition } from "../../../store/events/exposureSeen.ts";
import { absolute, isPositive, isZero, money, multiply, negate } from "../../../store/money.ts";
import { answerOf } from "../coinbase/heard.ts";
import { size, time } from "../coinbase/amount.ts";
import type { Ask } from "../coinbase/wire.ts";
import type { Answer } from "../exchange.ts";
import type { PositionSource } from "./source.ts";

const positive = size.refine(isPositive, "must be above zero");
const name = z.string().min(1).max(60);

/** Examples differ: an amount with its currency, or the amount alone. */
const price = z.union([positive, z.looseObject({ value: positive }).transform(({ value }) => value)]);

/**
 * Futures in Coinbase's own words (GET /cfm/positions). ccxt's reading of them is not used: it looks for the fields of
 * perpetuals, finds none, and calls every one of them short.
 */
const futures = z.looseObject({
  positions: z
    .array(
      z.looseObject({
        product_id: name,
        /** Empty where there is none to name. */
        expiration_time: z.literal("").or(time),
        side: z.enum(["LONG", "SHORT"]),
        number_of_contracts: size,
        current_price: price,
      }),
    )
    .max(MAX_SEEN),
});

/** What a contract stands for (GET /market/products). */
const contracts = z.looseObject({
  products: z.array(
    z.looseObject({
      product_id: name,
      quote_currency_id: z.string().min(1),
      future_product_details: z.looseObject({
        contract_size: positive,
        contract_expiry_type: z.string().nullish(),
      }),
    }),
  ),
});

/** Coinbase's futures of the key's account (Coinbase Financial Markets). */
export const coinbaseFutures = (ask: Ask): PositionSource => ({
  name: "coinbase-futures",
  async positions() {
    const held = answerOf(await ask("futures", {}), futures);
    if (!held.known) return held;
    const open = held.value.positions.filter(({ number_of_contracts }) => !isZero(number_of_contracts));
    if (open.length === 0) return { known: true, value: [] };
    const product_ids = open.map(({ product_id }) => product_id);
    const listed = answerOf(await ask("products", { product_ids }), contracts);
    if (!listed.known) return listed;
    const seen: SeenPosition[] = [];
    for (const each of open) {
      const product = listed.value.products.find(({ product_id }) => product_id === each.product_id);
      if (product === undefined) return { known: false, cause: `the contract size of ${each.product_id} is not told` };
      const { contract_size, contract_expiry_type } = product.future_product_details;
      const units = multiply(each.number_of_contracts, contract_size);
      seen.push({
        name: each.product_id,
        currency: product.quote_currency_id,
        quantity: each.side === "SHORT" ? negate(units) : units,
        price: each.current_price,
        derivative:
          contract_expiry_type === "PERPETUAL" || each.expiration_time === ""
            ? { kind: "perpetual", contractSize: "1" }
            : { kind: "future", contractSize: "1", expiry: each.expiration_time },
      });
    }
    return { known: true, value: seen };
  },
});

/** Perpetuals in Coinbase's own words (GET /intx/positions/{portfolio}): sizes are in units of the underlying. */
const perpetuals = z.looseObject({
  positions: z
    .array(
      z.looseObject({
        symbol: name,
        position_side: z.enum(["POSITION_SIDE_LONG", "POSITION_SIDE_SHORT", "POSITION_SIDE_UNKNOWN"]),
        net_size: money,
        mark_price: z.looseObject({ value: positive, currency: z.string().min(1) }),
      }),
    )
    .max(MAX_SEEN),
});

/** Coinbase's perpetuals (Coinbase International) of that portfolio. */
export const coinbasePerpetuals = (ask: Ask, portfolioId: string): PositionSource => ({
  name: "coinbase-perpetuals",
  async positions(): Promise<Answer<readonly SeenPosition[]>> {
    const held = answerOf(await ask("perpetuals", { portfolio_uuid: portfolioId }), perpetuals);
    if (!held.known) return held;
    const open = held.value.positions.filter(({ net_size }) => !isZero(net_size));
    const unsaid = open.find(({ position_side }) => position_side === "POSITION_SIDE_UNKNOWN");
    if (unsaid !== undefined) return { known: false, cause: `${unsaid.symbol} is neither long nor short` };
    return {
      known: true,
      value: open.map(({ symbol, position_side, net_size, mark_price }) => ({
        name: symbol,
        currency: mark_price.currency,
        quantity: position_side === "POSITION_SIDE_SHORT" ? negate(absolute(net_size)) : absolute(net_size),
        price: mark_price.value,
        derivative: { kind: "perpetual", contractSize: "1" },
      })),
    };
  },
});
