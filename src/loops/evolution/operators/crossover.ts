import type { RuleDocument } from "../../../store/rules/document.ts";
import { usedParams } from "../../../store/rules/fingerprint.ts";
import { renamed } from "../genome.ts";
import { type Operator, pick } from "../operator.ts";

/** The entry of one rule with the exit of another of its side. Parameters that both name are told apart. */
export const crossover: Operator = {
  name: "crossover",
  vary(parent, { random, incumbents }) {
    const others = incumbents.filter(({ id, side }) => id !== parent.id && side === parent.side);
    if (others.length === 0) return null;
    const other = pick(others, random);
    const names = new Map(
      Object.keys(other.params).map((name) => [name, name in parent.params ? `${name}_2` : name] as const),
    );
    const params = Object.fromEntries(
      Object.entries(other.params).map(([name, param]) => [names.get(name) ?? name, param]),
    );
    const document = { ...parent, exit: exitOf(other, names), params: { ...parent.params, ...params } };
    return { document: { ...document, params: usedParams(document) }, change: `leaves as ${other.id} does` };
  },
};

function exitOf({ exit }: RuleDocument, names: ReadonlyMap<string, string>): RuleDocument["exit"] {
  const text = (each: string) => (each === "none" ? each : renamed(each, names));
  const isMultiple = /R\s*$/.test(exit.target);
  return {
    ...exit,
    stop: text(exit.stop),
    target: isMultiple ? exit.target : text(exit.target),
    trail: text(exit.trail),
    when: text(exit.when),
  };
}
