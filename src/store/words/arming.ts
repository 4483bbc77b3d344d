import { z } from "zod";

/**
 * How far a live account may go. `off`: no entry leaves. `shadow`: entries are judged as ever, and none leaves. `small`:
 * entries leave at `SMALL_PCT` of the limits on their size. `full`: at the limits themselves.
 */
export const armingLevel = z.enum(["off", "shadow", "small", "full"]);
export type ArmingLevel = z.infer<typeof armingLevel>;

/** Of a size and of its limits, while real money is tried out. */
export const SMALL_PCT = 25;

/** What of a size is sent at that level, in percent: what never leaves is judged whole. */
export const sizePctAt = (level: ArmingLevel): number => (level === "small" ? SMALL_PCT : 100);
