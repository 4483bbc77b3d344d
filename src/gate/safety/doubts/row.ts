import type { Limits } from "../schema.ts";

/**
 * What is doubtful: a limit that others always reach before it, limits that say the opposite of each other, and limits
 * under which nothing could be traded.
 */
export type DoubtKind = "never binds" | "contradicts" | "nothing trades";

/** One doubt that a file of limits can raise. */
export interface DoubtRow {
  readonly kind: DoubtKind;
  /** The limits it is about, the doubtful one first; `*` stands for each of `names`. */
  readonly paths: readonly string[];
  /** What `*` may stand for in these limits. Without it the row speaks of the whole file, once. */
  readonly names?: (limits: Limits) => readonly string[];
  /** Why, in half a sentence; null when there is nothing to doubt. */
  readonly judge: (limits: Limits, name: string) => string | null;
}

export const when = (doubtful: boolean, why: string): string | null => (doubtful ? why : null);

/** Whether a is above b by more than arithmetic makes of numbers that were written as equal. */
export const above = (a: number, b: number): boolean => a - b > 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** What can be held in all, % of equity: shorts aside, gross, net and leverage measure the same. */
export const reachableGross = ({ exposure }: Limits): number =>
  Math.min(
    exposure.maxGrossPct,
    100 * exposure.maxLeverage,
    exposure.allowShort ? exposure.maxGrossPct : exposure.maxNetPct,
  );

/** By how much prices fall in the worst row of the stress grid, %; zero when they only rise. */
export const worstFall = ({ risk }: Limits): number => Math.max(0, ...risk.stress.pricePct.map((move) => -move));

export const mayTrade = ({ symbols: { allow, deny } }: Limits, symbol: string): boolean =>
  (allow === "any" || allow.includes(symbol)) && !deny.includes(symbol);

export const quoteOf = (symbol: string): string => symbol.split("/")[1] ?? "";
export const baseOf = (symbol: string): string => symbol.split("/")[0] ?? "";
export const clusterNames = ({ exposure }: Limits): readonly string[] => Object.keys(exposure.clusters);
