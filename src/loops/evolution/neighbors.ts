import type { RuleDocument } from "../../store/rules/document.ts";
import { fingerprint, usedParams } from "../../store/rules/fingerprint.ts";
import { isValid } from "./genome.ts";
import { inBounds } from "./operators/parameterJitter.ts";

const STEP = 0.1;
const MAX = 24;

/** The rules a tenth away in each parameter, both ways, within its bounds: whole numbers move by one at least. */
export function neighborsOf(document: RuleDocument): readonly RuleDocument[] {
  const own = fingerprint(document);
  const all = Object.entries(usedParams(document)).flatMap(([name, param]) =>
    [-1, 1].map((direction): RuleDocument => {
      const isWhole = [param.value, param.min, param.max].every(Number.isInteger);
      const step = Math.max(Math.abs(param.value) * STEP, isWhole ? 1 : 0);
      const value = inBounds(param, param.value + direction * step);
      return { ...document, params: { ...document.params, [name]: { ...param, value } } };
    }),
  );
  return all.filter((each) => fingerprint(each) !== own && isValid(each)).slice(0, MAX);
}
