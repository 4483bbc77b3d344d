import { createHash } from "node:crypto";
import type { CycleOrder } from "../../src/agent/learning/cycleOrder.ts";
import { canonicalJson } from "../../src/store/canonical.ts";

/** Names all that the answers of a cycle follow from: candles, terms, costs, cut and seed. */
export function digestOf({ markets, costs, job }: CycleOrder): string {
  const hash = createHash("sha256");
  hash.update(canonicalJson({ costs, cut: job.cut, seed: job.seed }));
  for (const { symbol, instrument, candleMs, columns } of markets) {
    hash.update(canonicalJson({ symbol, instrument, candleMs }));
    for (const each of [columns.ts, columns.open, columns.high, columns.low, columns.close, columns.volume]) {
      hash.update(new Uint8Array(each.buffer, each.byteOffset, each.byteLength));
    }
  }
  return hash.digest("hex");
}
