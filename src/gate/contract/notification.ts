import { z } from "zod";
import { id } from "../../store/ids.ts";
import { positiveMoney } from "../../store/money.ts";
import { timestamp } from "../../store/time.ts";
import { symbol } from "../../store/words/intent.ts";

/** A journaled event on its way out: exactly the record, hashes included, so that a mirror can verify it. */
export const eventPublished = z.strictObject({
  journalId: z.string().min(1).max(100),
  event: z.strictObject({
    seq: z.int().min(1),
    id,
    ts: timestamp,
    type: z.string().min(1).max(64),
    causationId: id.nullable(),
    correlationId: id,
    data: z.record(z.string(), z.unknown()),
    prevHash: z.string(),
    hash: z.string(),
  }),
});
export type EventPublished = z.infer<typeof eventPublished>;

/** A candle on the wire. */
export const candleFrame = z.strictObject({
  symbol,
  ts: timestamp,
  open: positiveMoney,
  high: positiveMoney,
  low: positiveMoney,
  close: positiveMoney,
  volume: z.number().min(0),
});

/** In sim and replay the gate owns the clock: tick `n` closed. The agent answers `market.ack {n}` when it is done. */
export const marketTick = z.strictObject({
  n: z.int().min(0),
  at: timestamp,
  candles: z.array(candleFrame).min(1).max(50),
  /** Every event up to here has been sent on this connection before this frame. */
  gateSeq: z.int().min(0),
});
export type MarketTick = z.infer<typeof marketTick>;

/** No further candle will come (replay ended, or `until` was reached). Follows the last acknowledged tick. */
export const marketEnded = z.strictObject({ n: z.int().min(0), reason: z.string().max(200) });

/** Everything the gate says without being asked. */
export const notifications = {
  "event.published": eventPublished,
  "market.tick": marketTick,
  "market.ended": marketEnded,
} as const;
export type NotificationName = keyof typeof notifications;
