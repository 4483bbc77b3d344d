import type { LoopBudget } from "../../store/settings/budget.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import { HOUR_MS, timeframeMs, type Timestamp } from "../../store/time.ts";
import type { EvolutionMemory } from "./evolutionBook.ts";
import type { Rulings } from "./rulings.ts";

/** What of a rule runs here besides its text. */
export interface Ground {
  readonly candleMs: number;
  /** Whether a plug-in has a say in the rule of that id. */
  readonly hasPlugin: (ruleId: string) => boolean;
}

/**
 * Rules that a cycle breeds from: all that are not retired and run as their text says, for the text is all that is varied
 * and tested. One made for other candles does not run here at all; what one does in which a plug-in has a say, its text
 * does not tell. Those in pause too: when the alarms have paused all there is, a better one is needed most.
 */
export const parentsAmong = (rulings: Pick<Rulings, "rules">, { candleMs, hasPlugin }: Ground): RuleDocument[] =>
  standing(rulings).filter(
    ({ id, timeframe }) => (timeframe === "any" || timeframeMs(timeframe) === candleMs) && !hasPlugin(id),
  );

/** Names that no new rule can have, since one that is no parent has them. */
export const takenBeside = (parents: readonly RuleDocument[], { rules }: Pick<Rulings, "rules">): string[] =>
  Object.keys(rules)
    .filter((id) => !parents.some((each) => each.id === id))
    .slice(-1_000);

/** Why there is nothing to breed from though there are rules; empty where there are none. */
export const childlessText = (rulings: Pick<Rulings, "rules">): string =>
  standing(rulings).length === 0
    ? ""
    : "evolution waits: every rule is made for other candles than the account's, or has a plug-in, which it cannot vary";

const standing = ({ rules }: Pick<Rulings, "rules">): RuleDocument[] =>
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
