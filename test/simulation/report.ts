import { DAY_MS } from "../../src/store/time.ts";
import { INVARIANTS, NO_SURPRISE } from "./invariants.ts";
import { moveLine } from "./plan.ts";
import type { Shrunk } from "./shrink.ts";

/** A broken invariant for people: the law, what was seen, and the shortest history that was found. */
export function failureText(seed: number, { plan, violation, tries }: Shrunk): string {
  const { law } = INVARIANTS.find(({ name }) => name === violation.name) ?? NO_SURPRISE;
  const at = (violation.atMs / DAY_MS).toFixed(3);
  return [
    `seed ${seed} (${plan.venue}) breaks ${violation.name}: ${law}`,
    `  on day ${at}: ${violation.what}`,
    `  shortest history of ${tries} tried: ${plan.days} d, ${plan.moves.length} moves`,
    ...plan.moves.map((move) => `    ${moveLine(move)}`),
  ].join("\n");
}
