import type { Random } from "../../store/random.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import type { Timeframe } from "../../store/time.ts";
import type { Symbol } from "../../store/market/candle.ts";

/** What counterfactuals suggest for a rule: keep only entries where a feature lies on one side of a value. */
export interface ThresholdHint {
  readonly ruleId: string;
  /** A numeric expression of the rule language. */
  readonly feature: string;
  readonly keep: "above" | "below";
  readonly value: number;
}

/** What an operator may draw on. */
export interface Soil {
  readonly random: Random;
  /** Rules that run now, the parent among them. */
  readonly incumbents: readonly RuleDocument[];
  readonly hints: readonly ThresholdHint[];
  readonly symbols: readonly Symbol[];
  readonly timeframes: readonly Timeframe[];
}

/** A variation, and what was changed in one line. Under an id of its own it stands beside its parent. */
export interface Variation {
  readonly document: RuleDocument;
  readonly change: string;
}

/** One way to vary a rule. Null when it has nothing to vary here. Whatever it gives may still not be a rule. */
export interface Operator {
  readonly name: string;
  vary(parent: RuleDocument, soil: Soil): Variation | null;
}

/** One of them, evenly. @throws RangeError when there is none. */
export function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}
