import { z } from "zod";
import { positiveMoney } from "../../../src/store/money.ts";
import type { Wish } from "../engine.ts";
import type { Terms } from "../terms.ts";

const form = z.strictObject({
  nonce: z.string(),
  pair: z.string(),
  type: z.enum(["buy", "sell"]),
  ordertype: z.enum(["market", "limit", "stop-loss"]),
  volume: positiveMoney,
  price: positiveMoney.optional(),
  cl_ord_id: z.string().min(1),
  timeinforce: z.enum(["GTC", "IOC", "GTD"]).default("GTC"),
  expiretm: z.string().regex(/^\d+$/).optional(),
  oflags: z.string().optional(),
});

/** An order as `AddOrder` asks for it; null for one that Kraken would not understand, another field included. */
export function wishOf(body: unknown, productOf: (pair: string) => string | undefined): Wish | null {
  const found = form.safeParse(body);
  if (!found.success) return null;
  const { type, ordertype, volume, price, cl_ord_id, timeinforce, expiretm, pair } = found.data;
  if ((ordertype !== "market" && price === undefined) || (timeinforce === "GTD" && expiretm === undefined)) return null;
  const kind = ordertype === "stop-loss" ? "stop" : ordertype;
  const terms: Terms = {
    kind,
    timeInForce: kind === "market" ? "IOC" : timeinforce,
    baseSize: volume,
    quoteSize: null,
    limitPrice: kind === "limit" ? (price ?? null) : null,
    stopPrice: kind === "stop" ? (price ?? null) : null,
    stopsUp: false,
    postOnly: false,
    endTime: expiretm === undefined ? null : Number(expiretm) * 1_000,
    configuration: {},
  };
  const side = type === "buy" ? "BUY" : "SELL";
  return { clientOrderId: cl_ord_id, productId: productOf(pair) ?? "", side, terms };
}
