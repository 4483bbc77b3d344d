import { entryOf } from "../../store/entryOf.ts";
import { RuleError } from "../../store/rules/error.ts";
import { parseExpression } from "../../store/rules/parse.ts";
import type { ThresholdHint } from "../evolution/operator.ts";
import { isScaleFree } from "./scaleFree.ts";
import { bestThreshold } from "./threshold.ts";

/** An entry of a rule, made or blocked: what its thesis saw, and what came of it in R. */
export interface Outcome {
  /** Values by the text of their expressions: "rsi(close, 14)". */
  readonly features: Readonly<Record<string, number>>;
  readonly r: number;
}

/** Suggestions for one rule: more would be more tries, each of which raises the bar. */
const MOST = 3;

/**
 * Where a filter would have kept most of a rule's R over its entries, made and blocked alike: of each feature that means
 * the same at any price the best threshold, the most useful first. None while too few entries have come to their end.
 */
export const hintsFor = (ruleId: string, outcomes: readonly Outcome[]): readonly ThresholdHint[] =>
  [...new Set(outcomes.flatMap(({ features }) => Object.keys(features)))]
    .filter(isFeature)
    .flatMap((feature) => {
      const samples = outcomes.flatMap(({ features, r }) => {
        const value = entryOf(features, feature);
        return value === undefined ? [] : [{ feature: value, r }];
      });
      const found = bestThreshold(samples);
      return found === null ? [] : [{ feature, ...found }];
    })
    .toSorted((a, b) => b.gainR - a.gainR || (a.feature < b.feature ? -1 : 1))
    .slice(0, MOST)
    .map(({ feature, keep, value }) => ({ ruleId, feature, keep, value }));

function isFeature(text: string): boolean {
  try {
    return isScaleFree(parseExpression(text));
  } catch (error) {
    // A line of a thesis that was cut short, or is none of the language.
    if (error instanceof RuleError) return false;
    throw error;
  }
}
