import type { Random } from "../../store/random.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import { isValid } from "./genome.ts";
import { type Operator, pick, type Soil } from "./operator.ts";

/** A variation that is a rule, was not refused before, and is not what runs already. */
export interface Candidate {
  readonly document: RuleDocument;
  /** The rule it would take the place of; null when it would stand beside. */
  readonly parent: RuleDocument | null;
  readonly operator: string;
  readonly change: string;
  readonly fingerprint: string;
}

/** What a candidate is held against: its parent, unless that is in pause and earns nothing. */
export const earning = (parent: RuleDocument | null): RuleDocument | null =>
  parent?.status === "paused" ? null : parent;

export interface Breeding {
  readonly operators: readonly Operator[];
  /** Share of the budget by operator's name; one that is not named gets none. Without shares: all alike. */
  readonly shares?: Readonly<Record<string, number>>;
  readonly count: number;
  /** Fingerprints that are not to come again: refused by a person, retired. */
  readonly refused: ReadonlySet<string>;
  /** Names of rules that nothing is bred from, retired ones among them: what stands beside must have another. */
  readonly taken?: ReadonlySet<string>;
}

/** Draws in vain, for each candidate asked for, before fewer will do. */
const PATIENCE = 20;

/** Draws candidates until there are enough, each once. The same soil and random give the same ones. */
export function breed(soil: Soil, { operators, shares, count, refused, taken }: Breeding): readonly Candidate[] {
  const { incumbents, random } = soil;
  const known = new Set([...refused, ...incumbents.map(fingerprint)]);
  const candidates: Candidate[] = [];
  if (incumbents.length === 0 || operators.length === 0) return candidates;
  for (let draws = 0; candidates.length < count && draws < count * PATIENCE; draws++) {
    const operator = drawn(operators, shares, random);
    const parent = pick(incumbents, random);
    const variation = operator.vary(parent, soil);
    if (variation === null) continue;
    // What it takes the place of is the rule of its name; a transfer has a name of its own.
    const standing = incumbents.find(({ id }) => id === variation.document.id) ?? null;
    if (taken?.has(variation.document.id) === true) continue;
    const version = (standing?.version ?? 0) + 1;
    const document: RuleDocument = { ...variation.document, status: "probation", version };
    const print = fingerprint(document);
    if (known.has(print) || !isValid(document)) continue;
    known.add(print);
    const { change } = variation;
    candidates.push({ document, parent: standing, operator: operator.name, change, fingerprint: print });
  }
  return candidates;
}

function drawn(operators: readonly Operator[], shares: Breeding["shares"], random: Random): Operator {
  if (shares === undefined) return pick(operators, random);
  const weights = operators.map(({ name }) => Math.max(0, shares[name] ?? 0));
  let rest = random() * weights.reduce((sum, each) => sum + each, 0);
  for (const [i, operator] of operators.entries()) {
    rest -= weights[i]!;
    if (rest < 0) return operator;
  }
  return pick(operators, random);
}
