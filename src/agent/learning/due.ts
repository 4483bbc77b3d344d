import type { LoopBudget } from "../../store/settings/budget.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import { HOUR_MS, type Timestamp } from "../../store/time.ts";
import type { EvolutionMemory } from "./evolutionBook.ts";
import type { Rulings } from "./rulings.ts";

/**
 * Rules that a cycle breeds from: all but retired ones. Those in pause too: when the alarms have paused all there is, a
 * better one is needed most.
 */
export const parentsAmong = ({ rules }: Pick<Rulings, "rules">): RuleDocument[] =>
  Object.values(rules).filter(({ status }) => status !== "retired");

/** What was refused, and what waits for an answer already: neither is drawn. */
export const notAgain = ({ refused, waiting }: Rulings): string[] =>
  [...new Set([...refused, ...Object.values(waiting).map(({ document }) => fingerprint(document))])].slice(-5_000);

/** Why a cycle is due; null when it is not. Hours count from the last one's beginning, or from the account's. */
export function dueBecause(
  { open, last }: Pick<EvolutionMemory, "open" | "last">,
  { trades, openedAt }: Pick<Rulings, "trades" | "openedAt">,
  { everyTrades, everyHours }: Pick<LoopBudget, "everyTrades" | "everyHours">,
  at: Timestamp,
): "trades" | "hours" | null {
  if (open !== null) return null;
  if (everyTrades > 0 && trades - (last?.trades ?? 0) >= everyTrades) return "trades";
  const since = last?.at ?? openedAt;
  return everyHours > 0 && since !== null && at - since >= everyHours * HOUR_MS ? "hours" : null;
}
