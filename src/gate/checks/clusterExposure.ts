import { add, multiply, percentOf } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { heldNotional, reservedNotional } from "../ledger/reserved.ts";
import { atMost, type Check, ENTRY, holds, missing } from "./check.ts";

/** What moves together counts together: held and promised value in a cluster stays within its share of equity. */
export const clusterExposure: Check = {
  code: "CLUSTER_EXPOSURE",
  binds: ENTRY,
  judge: ({ intent, price }, state, { safety }) => {
    const clusters = Object.entries(safety.limits.exposure.clusters).filter(([, { symbols }]) =>
      symbols.includes(intent.symbol),
    );
    if (clusters.length === 0) return holds(true, "in no cluster", "any", "safety.yaml exposure.clusters");
    if (price === undefined) return missing("price", "gate quote");
    const findings = clusters.map(([name, { symbols, maxPct }]) => {
      const others = symbols.flatMap((symbol) => [heldNotional(state, symbol), reservedNotional(state, symbol)]);
      const after = add(...others, multiply(intent.quantity, price));
      const source = safety.source(`exposure.clusters.${name}.maxPct`);
      return atMost(after, percentOf(equityAt(state), maxPct), state.binding?.currency ?? "", source);
    });
    // Of several clusters the first that is full speaks.
    return findings.find(({ passed }) => !passed) ?? findings[0] ?? missing("cluster", "safety.yaml");
  },
};
