import { z } from "zod";
import { id } from "../ids.ts";
import { timestamp } from "../time.ts";

/** Why trading is held. Each cause has one way out, so that no hold ever clears another. */
export const holdCause = z.enum([
  "kill",
  "manual",
  "reduce",
  "flatten",
  "daily_loss",
  "weekly_loss",
  "drawdown",
  "volatility",
  "agent_lost",
  "data_stale",
  "venue_lost",
  "watchdog",
  "flood",
  "journal",
  "not_reconciled",
]);

/** A reason not to trade freely. `clearedBy`: the operator, the end of the UTC day or week, or the end of the cause itself. */
export const hold = z.strictObject({
  id,
  level: z.enum(["reducing", "halted"]),
  cause: holdCause,
  since: timestamp,
  clearedBy: z.enum(["operator", "day", "week", "cause"]),
  detail: z.string().max(200),
});
export type Hold = z.infer<typeof hold>;

export type TradingState = "active" | "reducing" | "halted";

/** The most severe of the holds; active when there is none. */
export function tradingState(holds: readonly Pick<Hold, "level">[]): TradingState {
  if (holds.some((held) => held.level === "halted")) return "halted";
  return holds.length > 0 ? "reducing" : "active";
}
