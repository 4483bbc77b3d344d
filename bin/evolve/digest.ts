import { createHash } from "node:crypto";
import type { CycleOrder } from "../../src/agent/learning/cycleOrder.ts";
import { EVALUATOR } from "../../src/agent/learning/evaluator.ts";
import { canonicalJson } from "../../src/store/canonical.ts";
import { packageVersion } from "../version.ts";

/** Who works answers out: the program's version, and that of its evaluator, which may change between two of these. */
export const computedBy = (): string => `trade ${packageVersion()}, evaluator ${EVALUATOR}`;

/**
 * Names all that the answers of a cycle follow from: candles, terms, costs, cut, seed, and who works them out. What an older
 * program answered is not what this one would.
 */
export function digestOf({ markets, costs, job }: Omit<CycleOrder, "follow">, by = computedBy()): string {
  const hash = createHash("sha256");
  hash.update(canonicalJson({ by, costs, cut: job.cut, seed: job.seed }));
  for (const { symbol, instrument, candleMs, columns } of markets) {
    hash.update(canonicalJson({ symbol, instrument, candleMs }));
    for (const each of [columns.ts, columns.open, columns.high, columns.low, columns.close, columns.volume]) {
      hash.update(new Uint8Array(each.buffer, each.byteOffset, each.byteLength));
    }
  }
  return hash.digest("hex");
}
