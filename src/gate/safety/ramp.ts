import { sizePctAt } from "../../store/words/arming.ts";
import { PROBATION_PCT } from "../../store/rules/document.ts";
import type { GateState } from "../mind/state.ts";
import type { Safety } from "./schema.ts";

/** The limits on the size of one entry. What the account may hold or lose in all stays as it is. */
const SIZES = /^(orders\.max(Notional|NotionalPct|Quantity)|stops\.maxRiskPct)\b/;
const known = new WeakMap<Safety, Map<string, Safety>>();

/**
 * The limits that an entry is held against: while a live account is armed small, and for a rule on probation, those on its
 * size are a part of theirs; for both, a part of a part.
 */
export function rampedSafety(
  safety: Safety,
  { binding, arming, rules }: Pick<GateState, "binding" | "arming" | "rules">,
  ruleId: string,
): Safety {
  const armed = sizePctAt(binding?.mode === "live" ? arming.level : "full");
  const isTried = Object.hasOwn(rules, ruleId) && rules[ruleId]?.document.status === "probation";
  const pct = isTried ? (armed * PROBATION_PCT) / 100 : armed;
  if (pct === 100) return safety;
  const because = [...(armed === 100 ? [] : ["armed small"]), ...(isTried ? ["on probation"] : [])].join(" and ");
  const made = known.get(safety) ?? new Map<string, Safety>();
  const ramped = made.get(because) ?? scaled(safety, pct, because);
  known.set(safety, made.set(because, ramped));
  return ramped;
}

function scaled({ limits, hash, source }: Safety, pct: number, because: string): Safety {
  const part = (limit: number): number => (limit * pct) / 100;
  const parts = (all: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(all).map(([name, limit]) => [name, part(limit)]));
  const { orders, stops } = limits;
  return {
    hash,
    source: (path) => `${source(path)}${SIZES.test(path) ? `, ${pct} % of it while ${because}` : ""}`,
    limits: {
      ...limits,
      orders: {
        ...orders,
        maxNotional: parts(orders.maxNotional),
        maxNotionalPct: part(orders.maxNotionalPct),
        maxQuantity: parts(orders.maxQuantity),
      },
      stops: { ...stops, maxRiskPct: part(stops.maxRiskPct) },
    },
  };
}
