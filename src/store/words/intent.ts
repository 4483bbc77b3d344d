import { z } from "zod";
import { id } from "../ids.ts";
import { positiveMoney } from "../money.ts";
import { ruleId } from "../rules/document.ts";
import { timestamp } from "../time.ts";

/** The wall for a symbol: "BTC/USD". */
export const symbol = z.string().regex(/^[A-Z0-9_]{2,20}\/[A-Z0-9]{2,10}$/, 'a symbol such as "BTC/USD"');
export const side = z.enum(["buy", "sell"]);
export type Side = z.infer<typeof side>;

/** Why a trade is wanted, in words a person can hold against what came of it. */
export const thesis = z.strictObject({
  claim: z.string().min(1).max(500),
  evidence: z.array(z.string().max(200)).max(20),
  invalidation: z.string().min(1).max(500),
  /** Bars after which the rule leaves at the latest; null when it sets no time. */
  horizonBars: z.int().min(1).max(100_000).nullable(),
  /** Expected P&L in R from the rule's own record; null while that record says nothing yet. */
  expectedR: z.number().min(-100).max(100).nullable(),
});
export type Thesis = z.infer<typeof thesis>;

/**
 * A sized wish that the agent sends to the gate. Prices and quantity are decimal strings; `stopPrice` is where the
 * trade is wrong (an entry without it is denied), `reference` the candle and its close that the wish was born of.
 */
export const intent = z.strictObject({
  intentId: id,
  ruleId,
  ruleVersion: z.int().min(1),
  symbol,
  purpose: z.enum(["entry", "exit"]),
  side,
  quantity: positiveMoney,
  type: z.enum(["limit", "stop_limit", "market"]),
  limitPrice: positiveMoney.optional(),
  timeInForce: z.enum(["gtc", "gtd", "ioc", "fok"]),
  stopPrice: positiveMoney.optional(),
  targetPrice: positiveMoney.optional(),
  /** When a resting entry (gtd) ends at the latest; without it the gate's own limit stands. */
  expiresAt: timestamp.optional(),
  thesis,
  reference: z.strictObject({ price: positiveMoney, candleTs: timestamp }),
  createdAt: timestamp,
  /** Of an exit: which of the rule's positions in the symbol, where it may hold several. */
  positionId: id.optional(),
});
export type Intent = z.infer<typeof intent>;
