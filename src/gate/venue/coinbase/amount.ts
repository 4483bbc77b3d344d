import { z } from "zod";
import { add, type Money, money, nonNegativeMoney } from "../../../store/money.ts";

/** The wall for an amount that Coinbase writes: a decimal string, here without zeros that say nothing. */
export const amount = money.transform((text): Money => add(text));
/** The same, not below zero. */
export const size = nonNegativeMoney.transform((text): Money => add(text));
/** The same where Coinbase may leave it out, or write nothing. */
export const maybeSize = z
  .union([z.literal("").transform(() => null), size])
  .nullish()
  .transform((value): Money | null => value ?? null);
/** A time as Coinbase writes it, RFC 3339 with up to nanoseconds, in whole milliseconds since the epoch. */
export const time = z
  .string()
  .transform((text) => Math.floor(Date.parse(text)))
  .pipe(z.int().min(0));
/** Coinbase's own id of something. */
export const venueId = z.string().min(1).max(100);
