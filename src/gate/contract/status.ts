import { z } from "zod";
import { foreignOrder } from "../../store/events/foreignListed.ts";
import { id } from "../../store/ids.ts";
import { money, nonNegativeMoney, positiveMoney } from "../../store/money.ts";
import { timestamp } from "../../store/time.ts";
import { accountBinding } from "../../store/words/account.ts";
import { armingLevel } from "../../store/words/arming.ts";
import { hold } from "../../store/words/hold.ts";
import { side, symbol } from "../../store/words/intent.ts";
import { risk } from "./risk.ts";
import { ORDER_STATES, orderRole } from "../../store/words/order.ts";

/** An open position as a person sees it. Amounts are decimal strings in the account's currency. */
export const positionRow = z.strictObject({
  positionId: id,
  ruleId: z.string(),
  symbol,
  side: z.enum(["long", "short"]),
  quantity: positiveMoney,
  entryPrice: positiveMoney,
  markPrice: positiveMoney,
  unrealizedPnl: money,
  /** Unrealized P&L over initial risk. */
  r: z.number().nullable(),
  stopPrice: positiveMoney,
  targetPrice: positiveMoney.nullable(),
  /** EXCHANGE: the whole stop rests at the venue. GATE-ONLY: this gate must live for it to work. */
  stopKind: z.enum(["EXCHANGE", "GATE-ONLY", "MIXED"]),
  /** How long ago the venue last said that the stop rests there, ms; null where the gate itself runs stop or venue. */
  stopVerifiedAgoMs: z.int().min(0).nullable(),
  openedAt: timestamp,
});
export type PositionRow = z.infer<typeof positionRow>;

/** A working order as a person sees it. */
export const orderRow = z.strictObject({
  clientOrderId: id,
  ruleId: z.string(),
  symbol,
  role: orderRole,
  side,
  type: z.string(),
  quantity: positiveMoney,
  filledQuantity: nonNegativeMoney,
  price: positiveMoney.nullable(),
  state: z.enum(ORDER_STATES),
});
export type OrderRow = z.infer<typeof orderRow>;

/** What came to the account past this gate: nobody's but the operator's. Without a price it has no value here. */
const externalRow = z.strictObject({
  symbol,
  quantity: money,
  cost: money,
  markPrice: positiveMoney.nullable(),
  value: money.nullable(),
});
export type ExternalRow = z.infer<typeof externalRow>;

/** `trade status --json`, and what the header and the P&L pane draw. `gateSeq`: true as of that event. */
export const status = z.strictObject({
  gateSeq: z.int().min(0),
  mode: z.enum(["paper", "live"]),
  /** "sim", "replay", "coinbase", or the id of another exchange, which is EXPERIMENTAL (binding.market.kind is "ccxt"). */
  market: z.string(),
  binding: accountBinding,
  gate: z.strictObject({ pid: z.int(), since: z.string(), protocol: z.int(), journalId: z.string(), home: z.string() }),
  /** How far a live account may go; null in paper, where nothing has to be armed. */
  arming: armingLevel.nullable(),
  trading: z.strictObject({ state: z.enum(["active", "reducing", "halted"]), holds: z.array(hold) }),
  account: z.strictObject({
    currency: z.string(),
    equity: money,
    cash: money,
    dayPnl: money,
    weekPnl: money,
    realizedPnl: money,
    unrealizedPnl: money,
    fees: nonNegativeMoney,
    peakEquity: money,
    drawdownPct: z.number(),
    startingCash: positiveMoney,
    /** Paid in since then, less what was paid out: no gain. */
    deposits: money,
    trades: z.int().min(0),
  }),
  positions: z.array(positionRow),
  externals: z.array(externalRow).max(50),
  risk,
  orders: z.array(orderRow),
  /** What strangers have working at the venue: shown, left alone, adopted by the operator only. */
  foreignOrders: z.array(foreignOrder).max(100),
  /** Symbols that are to be out, null for everything, until the venue confirmed that they are. */
  flattening: z.array(z.string().nullable()).max(50),
  /** Whether ledger and venue agree, and when they were held against each other last; null with the paper venue. */
  venue: z.strictObject({ reconciled: z.boolean(), reconciledAgoMs: z.int().min(0).nullable() }),
  agent: z.strictObject({
    connected: z.boolean(),
    heartbeatAgeMs: z.number().nullable(),
    deadMan: z.enum(["armed", "warned", "entries_canceled", "liquidated", "off"]),
    /** What further silence brings next, and in how many ms of it; null when nothing more. */
    deadManNext: z.strictObject({ stage: z.enum(["warn", "cancel", "liquidate"]), inMs: z.number().min(0) }).nullable(),
  }),
  data: z.strictObject({
    ageMs: z.number().nullable(),
    stale: z.boolean(),
    n: z.int().min(0),
    at: timestamp.nullable(),
  }),
  speed: z.union([z.number().positive(), z.literal("max")]).nullable(),
  counts: z.strictObject({
    intents: z.int().min(0),
    approved: z.int().min(0),
    denied: z.record(z.string(), z.int().min(0)),
    orders: z.int().min(0),
    fills: z.int().min(0),
  }),
});
export type Status = z.infer<typeof status>;
