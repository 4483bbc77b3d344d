import { z } from "zod";

/** Milliseconds since the epoch, UTC. Market time: from the wall clock with real data, from the candles otherwise. */
export type Timestamp = number;
/** The time, asked for. Comes from bin/; deciders get the answer as an argument instead. */
export type Clock = () => Timestamp;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The wall for market timestamps: from 2000-01-01 to 2200-01-01, whole milliseconds. */
export const timestamp = z.int().min(946_684_800_000).max(7_258_118_400_000);

/** A trading day is a UTC day: "2026-11-22". */
export const utcDay = (at: Timestamp): string => new Date(at).toISOString().slice(0, 10);
/** The Monday that a UTC week begins with: "2026-11-16". */
export const utcWeek = (at: Timestamp): string => utcDay(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY_MS);
/** "2026-11-22 20:11:23", UTC. */
export const utcText = (at: Timestamp): string => new Date(at).toISOString().slice(0, 19).replace("T", " ");

export const TIMEFRAMES = ["1m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "1d"] as const;
export type Timeframe = (typeof TIMEFRAMES)[number];
export const timeframe = z.enum(TIMEFRAMES);

const UNIT_MS = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS } as const;
/** Length of a candle of that timeframe. */
export function timeframeMs(value: Timeframe): number {
  const unit = value.at(-1) as keyof typeof UNIT_MS;
  return Number(value.slice(0, -1)) * UNIT_MS[unit];
}
