import { beliefKey, posteriorOf } from "../../loops/trade/beliefs.ts";
import { beliefSentence, newcomerSentence } from "../../loops/trade/sentences.ts";
import type { Standing } from "./beliefBook.ts";

/**
 * What is believed of each rule that is not retired, of its version now, in a sentence by its id. Pulled towards the rules as
 * they are now: an earlier version that did the same would count twice.
 */
export function beliefLines({ rules, beliefs }: Standing): Readonly<Record<string, string>> {
  const lines = rules.flatMap(({ id, version, status }) => {
    if (status === "retired") return [];
    const key = beliefKey(id, version);
    const [belief, posterior] = [beliefs[key], posteriorOf(beliefs, key)];
    const name = `v${version}`;
    return [[id, belief === undefined ? newcomerSentence(name, posterior) : beliefSentence(name, belief, posterior)]];
  });
  return Object.fromEntries(lines);
}
