import type { RuleStatus } from "../../store/rules/document.ts";
import { beliefKey, type Beliefs } from "./beliefs.ts";

/** Beliefs that are kept, of rules and of rules in a regime, but for those of rules that stand: these are never dropped. */
export const MAX_BELIEFS = 400;

/** A rule as it is now. */
interface Standing {
  readonly id: string;
  readonly version: number;
  readonly status: RuleStatus | null;
}

/**
 * What is believed without the versions that no rule has any more, the oldest first and each with all its regimes, until
 * `most` are left. The oldest are those whose first trade, or whose inheritance, came first. A retired rule never trades
 * again, nor does another one under its id: its version is one that nobody has.
 */
export function forgetOld(beliefs: Beliefs, rules: readonly Standing[], most = MAX_BELIEFS): Beliefs {
  const keys = Object.keys(beliefs);
  if (keys.length <= most) return beliefs;
  const current = new Set(
    rules.filter(({ status }) => status !== "retired").map(({ id, version }) => beliefKey(id, version)),
  );
  const sizes = new Map<string, number>();
  for (const key of keys) sizes.set(versionIn(key), (sizes.get(versionIn(key)) ?? 0) + 1);
  const dropped = new Set<string>();
  let left = keys.length;
  for (const [version, size] of sizes) {
    if (left <= most) break;
    if (current.has(version)) continue;
    dropped.add(version);
    left -= size;
  }
  return Object.fromEntries(Object.entries(beliefs).filter(([key]) => !dropped.has(versionIn(key))));
}

/** The version that a belief is of: "ema-trend v3" of "ema-trend v3 | rising, quiet". */
export const versionIn = (key: string): string => key.split(" | ")[0] ?? key;
