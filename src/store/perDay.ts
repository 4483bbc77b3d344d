import { DAY_MS } from "./time.ts";

/**
 * R a day, of R a period: a cycle compares by hours or by days, as its candles allow, and whatever crosses cycles is told and
 * compared by the day.
 */
export const perDay = (r: number, periodMs: number): number => r * (DAY_MS / periodMs);
