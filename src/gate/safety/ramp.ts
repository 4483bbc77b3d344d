import { sizePctAt } from "../../store/words/arming.ts";
import type { GateState } from "../mind/state.ts";
import type { Safety } from "./schema.ts";

/** The limits on the size of one entry. What the account may hold or lose in all stays as it is. */
const SIZES = /^(orders\.max(Notional|NotionalPct|Quantity)|stops\.maxRiskPct)\b/;
const known = new WeakMap<Safety, Safety>();

/** The limits that an entry is held against: while a live account is armed small, those on its size are a part of theirs. */
export function rampedSafety(safety: Safety, { binding, arming }: Pick<GateState, "binding" | "arming">): Safety {
  const pct = sizePctAt(binding?.mode === "live" ? arming.level : "full");
  if (pct === 100) return safety;
  const ramped = known.get(safety) ?? scaled(safety, pct);
  known.set(safety, ramped);
  return ramped;
}

function scaled({ limits, hash, source }: Safety, pct: number): Safety {
  const part = (limit: number): number => (limit * pct) / 100;
  const parts = (all: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(all).map(([name, limit]) => [name, part(limit)]));
  const { orders, stops } = limits;
  return {
    hash,
    source: (path) => `${source(path)}${SIZES.test(path) ? `, ${pct} % of it while armed small` : ""}`,
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
