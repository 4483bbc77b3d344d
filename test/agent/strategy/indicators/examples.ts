import { FUNCTIONS } from "../../../../src/store/rules/functions.ts";

const EXAMPLES: Readonly<Record<string, number>> = {
  fast: 5,
  slow: 12,
  signal: 4,
  n: 9,
  k: 2,
  m: 7,
  smooth: 3,
  d: 2,
  p: 80,
  start: 0.02,
  step: 0.02,
  max: 0.2,
  conversion: 4,
  base: 9,
  shift: 5,
};

/** What a function's lengths and multipliers are in the tests that run over all of them. */
export function constantsOf(name: string): number[] {
  const fixed = FUNCTIONS.get(name)?.arguments.filter((argument) => argument.kind !== "number") ?? [];
  return fixed.map((argument) => EXAMPLES[argument.name] ?? Number.NaN);
}
