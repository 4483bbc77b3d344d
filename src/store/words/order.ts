import { z } from "zod";
import { id } from "../ids.ts";
import { money, positiveMoney } from "../money.ts";
import { ruleId } from "../rules/document.ts";
import { timestamp } from "../time.ts";
import { side, symbol } from "./intent.ts";

/** What an order is for. Entries come from intents; exits from intents or the operator; stops from the gate itself. */
export const orderRole = z.enum(["entry", "exit", "stop"]);

/**
 * An order as reserved, before it leaves. `stop` rests at the venue and becomes a market order at `stopPrice`;
 * `bracket` is a stop that also takes profit at `targetPrice`. `protection` is the plan an entry carries: the stop and
 * target that its fills will be covered with. `collarPrice` is the worst price a market order may take.
 */
export const orderSpec = z.strictObject({
  clientOrderId: id,
  positionId: id,
  intentId: id.nullable(),
  ruleId,
  ruleVersion: z.int().min(1),
  symbol,
  role: orderRole,
  side,
  type: z.enum(["market", "limit", "stop", "bracket"]),
  quantity: positiveMoney,
  limitPrice: positiveMoney.nullable(),
  collarPrice: positiveMoney.nullable(),
  stopPrice: positiveMoney.nullable(),
  targetPrice: positiveMoney.nullable(),
  protection: z.strictObject({ stopPrice: positiveMoney, targetPrice: positiveMoney.nullable() }).nullable(),
  timeInForce: z.enum(["gtc", "gtd", "ioc", "fok"]),
  expiresAt: timestamp.nullable(),
  attempt: z.int().min(0).max(10_000),
  /** Why it was sent: "signal", "rule exit: time", "stop trigger", "flatten by operator". */
  reason: z.string().min(1).max(200),
});
export type OrderSpec = z.infer<typeof orderSpec>;

/**
 * FIX order states, as far as an order can be in one here. Terminal: denied never leaves; the last five end it. `unknown`
 * may live or not; `abandoned` was looked for in vain, and is watched for a day.
 */
export const ORDER_STATES = [
  "reserved",
  "submitted",
  "accepted",
  "pending_cancel",
  "unknown",
  "filled",
  "canceled",
  "rejected",
  "expired",
  "abandoned",
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** One execution at the venue. `commission` is in the account's currency. */
export const fillReport = z.strictObject({
  clientOrderId: id,
  tradeId: z.string().min(1).max(100),
  lastQuantity: positiveMoney,
  lastPrice: positiveMoney,
  commission: money,
  liquidity: z.enum(["maker", "taker"]),
  trigger: z.enum(["market", "limit", "stop", "target"]),
  filledAt: timestamp,
});
export type FillReport = z.infer<typeof fillReport>;
